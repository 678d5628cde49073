using System.Numerics;
using System.Security.Cryptography;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>An RSA key that follows from a seed, so that a run can be repeated byte for byte. It protects nothing.</summary>
internal static class SeededKey
{
    private const int PrimeBytes = 128;
    private static readonly BigInteger Exponent = 65_537;
    private static readonly int[] SmallPrimes =
    [
        .. Enumerable
            .Range(3, 2_000)
            .Where(number => Enumerable.Range(2, (int)Math.Sqrt(number) - 1).All(divisor => number % divisor != 0)),
    ];

    /// <summary>A key of 2,048 bits.</summary>
    public static RSAParameters Of(int seed)
    {
        var random = new Random(seed);
        var p = NextPrime(random);
        var q = NextPrime(random);
        var d = Inverse(Exponent, (p - 1) * (q - 1));
        return new RSAParameters
        {
            Modulus = Bytes(p * q, 2 * PrimeBytes),
            Exponent = [1, 0, 1],
            D = Bytes(d, 2 * PrimeBytes),
            P = Bytes(p, PrimeBytes),
            Q = Bytes(q, PrimeBytes),
            DP = Bytes(d % (p - 1), PrimeBytes),
            DQ = Bytes(d % (q - 1), PrimeBytes),
            InverseQ = Bytes(Inverse(q, p), PrimeBytes),
        };
    }

    private static BigInteger NextPrime(Random random)
    {
        while (true)
        {
            var bytes = new byte[PrimeBytes];
            random.NextBytes(bytes);
            bytes[0] |= 0xC0; // The product of two has all its bits.
            bytes[^1] |= 1;
            var candidate = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            if (SmallPrimes.All(prime => candidate % prime != 0) && IsPrime(candidate) && (candidate - 1) % Exponent != 0)
            {
                return candidate;
            }
        }
    }

    /// <summary>Miller-Rabin with a few bases, which is enough for random numbers.</summary>
    private static bool IsPrime(BigInteger number)
    {
        var odd = number - 1;
        var halvings = 0;
        for (; odd.IsEven; halvings++)
        {
            odd >>= 1;
        }

        return new[] { 2, 3, 5, 7, 11, 13, 17, 19 }.All(basis => Passes(number, basis, odd, halvings));
    }

    private static bool Passes(BigInteger number, int basis, BigInteger odd, int halvings)
    {
        var power = BigInteger.ModPow(basis, odd, number);
        for (var step = 0; step < halvings && power != 1 && power != number - 1; step++)
        {
            power = BigInteger.ModPow(power, 2, number);
            if (power == 1)
            {
                return false;
            }
        }

        return power == 1 || power == number - 1;
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        var (previous, rest) = (value, modulus);
        var (factor, nextFactor) = (BigInteger.One, BigInteger.Zero);
        while (!rest.IsZero)
        {
            var quotient = previous / rest;
            (previous, rest) = (rest, previous - (quotient * rest));
            (factor, nextFactor) = (nextFactor, factor - (quotient * nextFactor));
        }

        return factor.Sign < 0 ? factor + modulus : factor;
    }

    private static byte[] Bytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
