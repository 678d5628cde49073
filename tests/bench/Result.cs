using System.Globalization;

namespace Lecce.Riscossione.Bench;

/// <summary>One line of the results, as it is kept.</summary>
/// <param name="Name">A stable kebab-case name.</param>
/// <param name="Value">What the product did in the pair with the median ratio.</param>
/// <param name="Unit">The unit of value and ceiling.</param>
/// <param name="Ceiling">What was measured beside it in that pair; null for a value without a ceiling.</param>
/// <param name="Ratio">Value by ceiling, the median of all pairs.</param>
/// <param name="Goal">What the ratio has to be; null for a line that only informs.</param>
/// <param name="Met">Whether the ratio meets the goal.</param>
/// <param name="MinRatio">The lowest ratio of all pairs; null when there was one pair.</param>
/// <param name="MaxRatio">The highest ratio of all pairs; null when there was one pair.</param>
internal sealed record Result(
    string Name,
    double Value,
    string Unit,
    double? Ceiling = null,
    double? Ratio = null,
    string? Goal = null,
    bool? Met = null,
    double? MinRatio = null,
    double? MaxRatio = null
)
{
    /// <summary>A value that must reach a part of its ceiling.</summary>
    public static Result AtLeast(string name, Pairs pairs, string unit, double goal) =>
        Information(name, pairs, unit) with
        {
            Goal = string.Create(CultureInfo.InvariantCulture, $">= {goal}"),
            Met = pairs.Median.Ratio >= goal,
        };

    /// <summary>A value that must not exceed a multiple of what it is compared with.</summary>
    public static Result AtMost(string name, Pairs pairs, string unit, double goal) =>
        Information(name, pairs, unit) with
        {
            Goal = string.Create(CultureInfo.InvariantCulture, $"<= {goal}"),
            Met = pairs.Median.Ratio <= goal,
        };

    /// <summary>A comparison without a goal.</summary>
    public static Result Information(string name, Pairs pairs, string unit) =>
        new(
            name,
            Rounded(pairs.Median.Product),
            unit,
            Rounded(pairs.Median.Ceiling),
            Rounded(pairs.Median.Ratio),
            MinRatio: pairs.Count == 1 ? null : Rounded(pairs.Min),
            MaxRatio: pairs.Count == 1 ? null : Rounded(pairs.Max)
        );

    /// <summary>Three significant digits: more would be noise.</summary>
    public static double Rounded(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits >= 0 ? Math.Round(value, Math.Min(digits, 15)) : Math.Round(value * Math.Pow(10, digits)) / Math.Pow(10, digits);
    }
}

/// <summary>Two values measured one right after the other.</summary>
internal sealed record Pair(double Product, double Ceiling)
{
    public double Ratio => Product / Ceiling;
}

/// <summary>Pairs of one run, sorted by their ratios.</summary>
internal sealed class Pairs(IEnumerable<Pair> pairs)
{
    private readonly List<Pair> sorted = [.. pairs.OrderBy(pair => pair.Ratio)];

    public int Count => sorted.Count;

    /// <summary>The pair with the median ratio.</summary>
    public Pair Median => sorted[sorted.Count / 2];

    public double Min => sorted[0].Ratio;

    public double Max => sorted[^1].Ratio;

    /// <summary>
    /// Measures product and ceiling in turns, each first in every second pair: the speed of a shared machine drifts, and a pair drifts together.
    /// </summary>
    public static async Task<Pairs> Take(int count, Func<Task<double>> product, Func<Task<double>> ceiling)
    {
        var pairs = new List<Pair>();
        for (var number = 0; number < count; number++)
        {
            pairs.Add(number % 2 == 0 ? await CeilingFirst() : new Pair(await product(), await ceiling()));
        }

        return new Pairs(pairs);

        async Task<Pair> CeilingFirst()
        {
            var below = await ceiling();
            return new Pair(await product(), below);
        }
    }
}
