package panels

import (
	"slices"
	"time"

	"github.com/llm-observability/dashgen/internal/callsite"
)

// A Dashboard is a page: its pickers, its rows, their panels. It is a plain value; methods return a
// changed copy, so that a definition reads from top to bottom like the page.
type Dashboard struct {
	name, title, description string
	tags                     []string
	span                     time.Duration
	interval                 time.Duration
	pickers                  []Picker
	rows                     []Row
	site                     callsite.Site
}

// A Row is a line of panels with a title. The first row of a dashboard may have none.
type Row struct {
	Title     string
	Collapsed bool
	Panels    []Panel
}

// New returns an empty dashboard. Its name is a DNS label, stable for ever: file names, resource names
// and the uid come from it. The title is what people search for.
func New(name, title, description string) Dashboard {
	return Dashboard{name: name, title: title, description: description, span: time.Hour, site: callsite.Here(0)}
}

// Tags are the words that people filter by; dashboards that share one link to each other.
func (d Dashboard) Tags(tags ...string) Dashboard {
	d.tags = slices.Concat(d.tags, tags)
	return d
}

// Shows sets the time range that the dashboard opens with, up to now.
func (d Dashboard) Shows(span time.Duration) Dashboard {
	d.span = span
	return d
}

// Every says that the dashboard's series get a new sample only so often, where that is less often than the
// store scrapes: rates then look back far enough.
func (d Dashboard) Every(interval time.Duration) Dashboard {
	d.interval = interval
	return d
}

// Interval is what Every said, or 0.
func (d Dashboard) Interval() time.Duration { return d.interval }

// Scope are the pickers. Each limits every selector of the dashboard: nobody can forget one.
func (d Dashboard) Scope(pickers ...Picker) Dashboard {
	d.pickers = slices.Concat(d.pickers, pickers)
	return d
}

// Stats is the first row, without a title: at most six numbers that answer "is it fine?".
func (d Dashboard) Stats(stats ...StatPanel) Dashboard {
	row := Row{}
	for _, s := range stats {
		row.Panels = append(row.Panels, s)
	}
	d.rows = slices.Concat(d.rows, []Row{row})
	return d
}

// Row is a row that is open.
func (d Dashboard) Row(title string, ps ...Panel) Dashboard {
	d.rows = slices.Concat(d.rows, []Row{{Title: title, Panels: ps}})
	return d
}

// Detail is a row that opens on a click: what only some need, and whose queries run only then.
func (d Dashboard) Detail(title string, ps ...Panel) Dashboard {
	d.rows = slices.Concat(d.rows, []Row{{Title: title, Collapsed: true, Panels: ps}})
	return d
}

// Name is the dashboard's stable name.
func (d Dashboard) Name() string { return d.name }

// Title is what people search for.
func (d Dashboard) Title() string { return d.title }

// Description says what the dashboard is for.
func (d Dashboard) Description() string { return d.description }

// TagList are the tags.
func (d Dashboard) TagList() []string { return slices.Clone(d.tags) }

// Span is the time range that the dashboard opens with.
func (d Dashboard) Span() time.Duration { return d.span }

// Pickers are the pickers in their order.
func (d Dashboard) Pickers() []Picker { return slices.Clone(d.pickers) }

// Rows are the rows in their order.
func (d Dashboard) Rows() []Row { return slices.Clone(d.rows) }

// Exporters are the exporters that the dashboard can't do without.
func (d Dashboard) Exporters() []string {
	var names []string
	for _, row := range d.rows {
		for _, p := range row.Panels {
			for _, q := range p.Spec().Queries {
				for _, name := range q.Exporters() {
					if !slices.Contains(names, name) {
						names = append(names, name)
					}
				}
			}
		}
	}
	return names
}

// Site is where the dashboard was written.
func (d Dashboard) Site() callsite.Site { return d.site }

// MaxStats is how many stats the first row may have.
func MaxStats() int { return maxStats }
