"""The engine in a process of its own: the reader's keys stay alive while it fetches, cleans and analyses."""
