package prom

import (
	"io"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"github.com/llm-observability/dashgen/internal/diag"
)

// LoadText loads a scrape in the Prometheus text format 0.0.4, as an exporter serves it at /metrics. Samples without a
// timestamp are put at the given time, rounded down to a millisecond; without such a time they are an error. Values of le
// on histograms and quantile on summaries are stored as Prometheus 3 stores them ("1" as "1.0"). Labels of the target and
// series like up are not added: see [TargetLabels]. The input may be compressed with gzip.
//
// Errors in the content are [diag.Error] values with name and line; then nothing of the input is stored.
func (s *Storage) LoadText(name string, r io.Reader, at time.Time, options ...LoadOption) (Loaded, error) {
	data, err := s.read(name, r)
	if err != nil {
		return Loaded{}, err
	}
	o := collect(options)
	o.at = at
	return s.store(parseText(name, data, o))
}

func parseText(name string, data []byte, o loadOptions) (*batch, error) {
	if len(data) > 0 && data[len(data)-1] != '\n' {
		return nil, cutShort(name, data, "the last line has no line feed").Help("end the file with a line feed")
	}
	e := &exposition{
		blanks: true,
		batch:  newBatch(name, "the text format counts in milliseconds", o.target),
		format: "Prometheus text format",
		data:   data,
		parser: textparse.NewPromParser(data, labels.NewSymbolTable(), false),
		place: func(explicit *int64) (int64, *diag.Error) {
			switch {
			case explicit != nil:
				return *explicit, nil
			case o.at.IsZero():
				return 0, diag.New(diag.Position{}, "the sample has no timestamp").
					Because("the time of the scrape is not known").Help("say when the scrape was taken")
			default:
				return o.at.UnixMilli(), nil
			}
		},
	}
	return e.parse()
}
