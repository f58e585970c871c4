"""What every portal begins with: lists, limits of the MSME classes, texts of policy pages, templates of replies."""
