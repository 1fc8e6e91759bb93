"""What is known of a child: here, the strategies that were given to her."""
