from .pages import ArticlePage, HomePage

__all__ = ["ArticlePage", "HomePage"]
