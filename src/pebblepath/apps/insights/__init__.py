"""What helps this child: the answers of the evidence engine, kept and shown in words and pictures."""
