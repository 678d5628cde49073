using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The identifier of a row: a ULID, 26 upper-case characters of Crockford base 32. The ordinal order is the order of creation.</summary>
internal readonly record struct Id
{
    private const int Length = 26;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    // 48 bits of milliseconds and the 16 highest of the 80 random bits, as one word for compare-and-swap.
    private static ulong lastStamp;
    private readonly string? text;

    private Id(string text) => this.text = text;

    /// <summary>The text, as stored and sent.</summary>
    public string Value => text ?? throw new InvalidOperationException("An Id was never given.");

    /// <summary>A new id, greater than every earlier id of this process, even if the clock stands still or goes back.</summary>
    public static Id New(Instant now)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var stamp = NextStamp(now.ToUnixTimeMilliseconds(), BinaryPrimitives.ReadUInt16BigEndian(random[8..]));
        var bits = new UInt128(stamp, BinaryPrimitives.ReadUInt64BigEndian(random));
        return new Id(string.Create(Length, bits, Write));
    }

    /// <summary>The smallest id that a moment can have; moments before 1970 count as its beginning.</summary>
    public static Id FirstAt(Instant moment)
    {
        var bits = new UInt128((ulong)Math.Max(moment.ToUnixTimeMilliseconds(), 0) << 16, 0);
        return new Id(string.Create(Length, bits, Write));
    }

    /// <summary>Makes all later ids of this process greater than a stored one; ignores a text that is no id.</summary>
    public static void Follow(string? stored)
    {
        if (!TryParse(stored, out _))
        {
            return;
        }

        var bits = UInt128.Zero;
        foreach (var character in stored!)
        {
            bits = (bits << 5) | (UInt128)(uint)Alphabet.IndexOf(character, StringComparison.Ordinal);
        }

        var stamp = (ulong)(bits >> 64);
        for (var last = Volatile.Read(ref lastStamp); last < stamp; last = Volatile.Read(ref lastStamp))
        {
            Interlocked.CompareExchange(ref lastStamp, stamp, last);
        }
    }

    /// <summary>Parses an id as <see cref="Value"/> wrote it. Lower case is refused: one id has one text.</summary>
    public static bool TryParse(string? text, out Id id)
    {
        // 26 characters hold 130 bits, an id has 128: the first character is at most 7.
        if (text is not { Length: Length } || text[0] > '7' || text.AsSpan().ContainsAnyExcept(Letters))
        {
            id = default;
            return false;
        }

        id = new Id(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static ulong NextStamp(long unixMs, ushort random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unixMs);

        // A millisecond starts in the lower half of the 16 bits, so at least 32,768 ids fit before the next one.
        var fresh = ((ulong)unixMs << 16) | (ushort)(random >> 1);
        while (true)
        {
            var last = Volatile.Read(ref lastStamp);
            var next = Math.Max(fresh, last + 1);
            if (Interlocked.CompareExchange(ref lastStamp, next, last) == last)
            {
                return next;
            }
        }
    }

    private static void Write(Span<char> target, UInt128 bits)
    {
        for (var position = target.Length - 1; position >= 0; position--)
        {
            target[position] = Alphabet[(int)((ulong)bits & 31)];
            bits >>= 5;
        }
    }
}
