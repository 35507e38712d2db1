"""`--fetch`: reads the articles that wait, and keeps them."""
