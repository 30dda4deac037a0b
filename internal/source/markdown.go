package source

func (r *reader) markdown(*Text) {}
