namespace Lecce.Riscossione.Api.Barcodes;

/// <summary>Error correction over GF(256) with Data Matrix's polynomial, x⁸ + x⁵ + x³ + x² + 1.</summary>
internal static class ReedSolomon
{
    private const int Polynomial = 0x12D;
    private static readonly byte[] Powers = new byte[510];
    private static readonly byte[] Logarithms = new byte[256];
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, byte[]> Generators = new();

    static ReedSolomon()
    {
        var value = 1;
        for (var exponent = 0; exponent < 255; exponent++)
        {
            Powers[exponent] = Powers[exponent + 255] = (byte)value;
            Logarithms[value] = (byte)exponent;
            value <<= 1;
            value ^= value > 255 ? Polynomial : 0;
        }
    }

    public static byte[] Correction(ReadOnlySpan<byte> data, int count)
    {
        var generator = Generators.GetOrAdd(count, Generator);
        var remainder = new byte[count];
        foreach (var codeword in data)
        {
            var factor = codeword ^ remainder[0];
            remainder.AsSpan(1).CopyTo(remainder);
            remainder[^1] = 0;
            for (var index = 0; factor != 0 && index < count; index++)
            {
                remainder[index] ^= Product(generator[index], (byte)factor);
            }
        }

        return remainder;
    }

    /// <summary>(x − α)(x − α²)… without the leading 1, highest power first.</summary>
    private static byte[] Generator(int degree)
    {
        var polynomial = new byte[degree + 1];
        polynomial[degree] = 1;
        for (var root = 1; root <= degree; root++)
        {
            for (var index = degree - root; index < degree; index++)
            {
                polynomial[index] = (byte)(polynomial[index + 1] ^ Product(polynomial[index], Powers[root]));
            }

            polynomial[degree] = Product(polynomial[degree], Powers[root]);
        }

        return polynomial[1..];
    }

    private static byte Product(byte left, byte right) => left == 0 || right == 0 ? (byte)0 : Powers[Logarithms[left] + Logarithms[right]];
}
