using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Dify.Benchmarks.Measuring;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Dify.Benchmarks.Reporting;

/// <summary>Draws a chart as SVG.</summary>
internal static class BarPlot
{
    private const double Width = 760;
    private const double RowHeight = 34;
    private const double FrameHeight = 90;
    private static readonly OxyColor Own = OxyColor.FromRgb(0x1F, 0x6F, 0xB2);
    private static readonly OxyColor Other = OxyColor.FromRgb(0xB0, 0xB8, 0xC0);

    public static void Write(Chart chart, string path)
    {
        // The first bar is to be on top.
        IReadOnlyList<Bar> bars = [.. chart.Bars.Reverse()];
        var model = new PlotModel
        {
            Title = chart.Title,
            TitleFontSize = 14,
            DefaultFont = "Arial",
            Background = OxyColors.White,
            PlotAreaBorderThickness = new OxyThickness(0),
        };
        var labels = new CategoryAxis { Position = AxisPosition.Left, TickStyle = TickStyle.None };
        labels.Labels.AddRange(bars.Select(bar => bar.Label));
        model.Axes.Add(labels);
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = 0,
            MaximumPadding = 0.15,
            Title = chart.Unit,
            StringFormat = "#,0.##",
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = OxyColor.FromRgb(0xE6, 0xE9, 0xEC),
        });
        var series = new BarSeries { LabelPlacement = LabelPlacement.Outside, LabelFormatString = "{0:#,0.##}", BarWidth = 0.7 };
        series.Items.AddRange(bars.Select(bar =>
            new BarItem(bar.Value) { Color = bar.Label.StartsWith("Dify.Generated", System.StringComparison.Ordinal) ? Own : Other }));
        model.Series.Add(series);
        model.Culture = CultureInfo.InvariantCulture;
        using var svg = new MemoryStream();
        new SvgExporter { Width = Width, Height = FrameHeight + (RowHeight * bars.Count), IsDocument = false }.Export(model, svg);
        File.WriteAllText(path, System.Text.Encoding.UTF8.GetString(svg.ToArray()).ReplaceLineEndings("\n").TrimEnd() + "\n");
    }
}
