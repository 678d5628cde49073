namespace Lecce.Riscossione.Api.Kernel;

/// <summary>Divides cents into parts that add up to the total.</summary>
internal static class Split
{
    /// <summary>Equal parts; each remaining cent goes to one of the first parts.</summary>
    public static long[] Evenly(long totalCents, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalCents);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        var (share, remainder) = Math.DivRem(totalCents, parts);
        var shares = new long[parts];
        for (var index = 0; index < parts; index++)
        {
            shares[index] = share + (index < remainder ? 1 : 0);
        }

        return shares;
    }

    /// <summary>
    /// Parts in proportion to the weights, rounded down; each remaining cent goes to one of the first parts with room. A zero weight gets nothing,
    /// and no part exceeds its weight unless the total exceeds the sum of the weights.
    /// </summary>
    public static long[] Proportionally(long totalCents, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalCents);
        var sum = SumOf(weights);
        if (sum == 0 && totalCents > 0)
        {
            throw new ArgumentException("Every weight is zero.", nameof(weights));
        }

        var shares = new long[weights.Count];
        var remainder = totalCents;
        for (var index = 0; index < shares.Length && sum > 0; index++)
        {
            shares[index] = (long)((Int128)totalCents * weights[index] / sum);
            remainder -= shares[index];
        }

        // One pass is enough: the remainder is the sum of the fractions cut off, and each part that lost one has room for a cent.
        for (var index = 0; remainder > 0; index++)
        {
            if (weights[index] > 0 && (shares[index] < weights[index] || totalCents > sum))
            {
                shares[index]++;
                remainder--;
            }
        }

        return shares;
    }

    private static Int128 SumOf(IReadOnlyList<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            sum += weight;
        }

        return sum;
    }
}
