"""What has been coded, in the files and forms that people take away."""
