namespace Lecce.Riscossione.Bench;

/// <summary>One line of the results, as it is kept.</summary>
/// <param name="Name">A stable kebab-case name.</param>
/// <param name="Value">What the product did.</param>
/// <param name="Unit">Of value and ceiling.</param>
/// <param name="Ceiling">What was measured beside it in the same run; null when the value stands alone.</param>
/// <param name="Ratio">Value by ceiling.</param>
/// <param name="Goal">What the ratio, or a value that stands alone, has to be.</param>
/// <param name="Met">Whether it is.</param>
internal sealed record Result(
    string Name,
    double Value,
    string Unit,
    double? Ceiling = null,
    double? Ratio = null,
    string? Goal = null,
    bool? Met = null
)
{
    /// <summary>A value that must reach a part of its ceiling.</summary>
    public static Result AtLeast(string name, Pair pair, string unit, double goal) =>
        Of(name, pair, unit, string.Create(System.Globalization.CultureInfo.InvariantCulture, $">= {goal}"), pair.Ratio >= goal);

    /// <summary>A value that must not exceed a multiple of what it is compared with.</summary>
    public static Result AtMost(string name, Pair pair, string unit, double goal) =>
        Of(name, pair, unit, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<= {goal}"), pair.Ratio <= goal);

    private static Result Of(string name, Pair pair, string unit, string goal, bool met) =>
        new(name, Rounded(pair.Product), unit, Rounded(pair.Ceiling), Rounded(pair.Ratio), goal, met);

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

/// <summary>Two values measured side by side.</summary>
internal sealed record Pair(double Product, double Ceiling)
{
    public double Ratio => Product / Ceiling;

    /// <summary>
    /// Lets product and ceiling take turns, now one first and now the other, and gives the turn whose ratio is the median: what else the
    /// machine did meanwhile hits both.
    /// </summary>
    public static async Task<Pair> Median(int rounds, Func<Task<double>> product, Func<Task<double>> ceiling)
    {
        var pairs = new List<Pair>();
        for (var round = 0; round < rounds; round++)
        {
            pairs.Add(round % 2 == 0 ? await CeilingFirst() : new Pair(await product(), await ceiling()));
        }

        return Median(pairs);

        async Task<Pair> CeilingFirst()
        {
            var below = await ceiling();
            return new Pair(await product(), below);
        }
    }

    /// <summary>The pair with the median ratio.</summary>
    public static Pair Median(IEnumerable<Pair> pairs)
    {
        var sorted = pairs.OrderBy(pair => pair.Ratio).ToList();
        return sorted[sorted.Count / 2];
    }
}
