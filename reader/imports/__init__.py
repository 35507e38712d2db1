"""What people bring from elsewhere: lists of feeds, bookmarks, and read-later exports, told by their content."""
