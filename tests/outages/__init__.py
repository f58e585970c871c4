"""What may happen to database and disk while people send: nothing acknowledged is lost, nothing typed is gone."""
