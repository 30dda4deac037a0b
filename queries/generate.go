package queries

//go:generate go run ../internal/handles/generate
