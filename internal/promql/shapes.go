package promql

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/llm-observability/dashgen/queries/catalogue"
)

// A Shape says what kind of number an expression returns, as far as that decides what may be done next.
type Shape uint8

// The shapes.
const (
	ShapeUnknown        Shape = iota
	ShapeConstant             // a number
	ShapeGauge                // a value as it is now
	ShapeCounter              // a raw counter: it only grows, until it restarts
	ShapeRate                 // a counter's growth per second
	ShapeIncrease             // a counter's growth over a range
	ShapeBuckets              // raw cumulative buckets of a histogram
	ShapeBucketRate           // the growth of buckets per second
	ShapeBucketIncrease       // the growth of buckets over a range
	ShapeHistogram            // the base name of a histogram, or native histograms
	ShapeQuantile             // a quantile
	ShapeRatio                // one vector divided by another: a share or a mean
	ShapeCount                // a number of series, samples or changes
	ShapeInfo                 // a constant 1 whose labels carry the fact
	ShapeBool                 // 1 or 0, made by a comparison or a test for presence
)

// String names the shape.
func (s Shape) String() string {
	return [...]string{
		"unknown", "constant", "gauge", "counter", "rate", "increase", "buckets", "bucket rate",
		"bucket increase", "histogram", "quantile", "ratio or mean", "count", "info", "bool",
	}[s]
}

// shapeOf is the shape of a series.
func shapeOf(s catalogue.Series) Shape {
	switch s.Component {
	case catalogue.Bucket:
		return ShapeBuckets
	case catalogue.Bare:
		return ShapeHistogram
	}
	switch s.Behaviour() {
	case catalogue.Counter:
		return ShapeCounter
	case catalogue.Gauge:
		return ShapeGauge
	case catalogue.Summary:
		return ShapeQuantile
	case catalogue.InfoType:
		return ShapeInfo
	}
	return ShapeUnknown
}

// growth is the shape of a counter's growth.
func (s Shape) growth(perSecond bool) Shape {
	switch {
	case s == ShapeCounter && perSecond:
		return ShapeRate
	case s == ShapeCounter:
		return ShapeIncrease
	case s == ShapeBuckets && perSecond:
		return ShapeBucketRate
	case s == ShapeBuckets:
		return ShapeBucketIncrease
	case s == ShapeHistogram:
		return ShapeHistogram
	}
	return ShapeUnknown
}

// product is the shape of a product.
func product(x, y *Node) Shape {
	switch {
	case x.Shape == ShapeConstant, x.Shape == ShapeInfo, x.Shape == ShapeBool:
		return y.Shape
	case y.Shape == ShapeConstant, y.Shape == ShapeInfo, y.Shape == ShapeBool:
		return x.Shape
	}
	return ShapeUnknown
}

// sum is the shape of a sum, a difference or a union.
func sum(x, y Shape) Shape {
	switch {
	case x == y, y == ShapeConstant:
		return x
	case x == ShapeConstant:
		return y
	}
	return ShapeUnknown
}

// binaryShape is the shape of an operation's result.
func binaryShape(e *parser.BinaryExpr, left, right *Node) Shape {
	switch e.Op {
	case parser.MUL:
		return product(left, right)
	case parser.DIV:
		switch {
		case right.Shape == ShapeConstant && right.Unit.Dimension == catalogue.Time && left.Shape == ShapeIncrease:
			return ShapeRate // over the seconds of the range
		case right.Shape == ShapeConstant:
			return left.Shape
		case left.Shape == ShapeConstant, left.Shape == ShapeUnknown, right.Shape == ShapeUnknown:
			return ShapeUnknown
		}
		return ShapeRatio
	case parser.ADD, parser.LOR:
		return sum(left.Shape, right.Shape)
	case parser.SUB:
		if left.Shape == ShapeCounter && right.Shape == ShapeCounter {
			return ShapeUnknown // in flight, or an increase by hand
		}
		return sum(left.Shape, right.Shape)
	case parser.LAND, parser.LUNLESS:
		return left.Shape
	}
	switch {
	case e.ReturnBool:
		return ShapeBool
	case e.Op.IsComparisonOperator() && left.AST.Type() == parser.ValueTypeScalar:
		return right.Shape
	case e.Op.IsComparisonOperator():
		return left.Shape
	}
	return ShapeUnknown
}
