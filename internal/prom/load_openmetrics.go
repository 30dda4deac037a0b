package prom

import (
	"bytes"
	"io"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"github.com/llm-observability/dashgen/internal/diag"
)

// endMark is the last line of the OpenMetrics text format.
const endMark = "# EOF"

// LoadOpenMetrics loads a recording in the OpenMetrics text format 1.0, such as promtool imports. Every sample needs a
// timestamp (in seconds, as the format has it), the samples of a series must be in order, and the input must end with
// # EOF. Values of le on histograms and quantile on summaries are stored as Prometheus 3 stores them ("1" as "1.0");
// exemplars are not kept. The input may be compressed with gzip.
//
// Errors in the content are [diag.Error] values with name and line; then nothing of the input is stored.
func (s *Storage) LoadOpenMetrics(name string, r io.Reader, options ...LoadOption) (Loaded, error) {
	data, err := s.read(name, r)
	if err != nil {
		return Loaded{}, err
	}
	return s.store(parseOpenMetrics(name, data, collect(options)))
}

func parseOpenMetrics(name string, data []byte, o loadOptions) (*batch, error) {
	body, ended := bytes.CutSuffix(bytes.TrimSuffix(data, []byte{'\n'}), []byte(endMark))
	if !ended || (len(body) > 0 && body[len(body)-1] != '\n') {
		return nil, cutShort(name, data, "the input does not end with "+endMark)
	}
	e := &exposition{
		batch:  newBatch(name, "OpenMetrics counts in seconds", o.target),
		format: "OpenMetrics text format",
		data:   data,
		parser: textparse.NewOpenMetricsParser(data, labels.NewSymbolTable()),
		place: func(explicit *int64) (int64, *diag.Error) {
			if explicit == nil {
				return 0, diag.New(diag.Position{}, "the sample has no timestamp").
					Because("a recording needs one for every sample").
					Help("load a single scrape in the text format instead, at a time of your choice")
			}
			return *explicit, nil
		},
	}
	return e.parse()
}
