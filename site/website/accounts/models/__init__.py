from .access_key import AccessKey
from .organisation import Membership, Organisation
from .user import User

__all__ = ["AccessKey", "Membership", "Organisation", "User"]
