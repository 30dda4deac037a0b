package diff

import (
	"encoding/json"
	"io"
)

// JSON writes a report for programs: one object with a version, which says that the meaning of nothing in it changes. The
// error is that of the writer.
func JSON(w io.Writer, r *Report) error {
	out := struct {
		Version   int      `json:"version"`
		Against   string   `json:"against"`
		Changes   []Change `json:"changes"`
		Respelled []string `json:"respelled"`
	}{1, r.Against, r.Changes, r.Respelled}
	if out.Changes == nil {
		out.Changes = []Change{}
	}
	if out.Respelled == nil {
		out.Respelled = []string{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
