"""What happens and who decides: activities, local communities, area programmes."""
