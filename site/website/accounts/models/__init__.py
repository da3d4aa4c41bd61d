from .organisation import Membership, Organisation
from .user import User

__all__ = ["Membership", "Organisation", "User"]
