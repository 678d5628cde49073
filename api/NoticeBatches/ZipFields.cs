using System.Buffers.Binary;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>Numbers of a ZIP's records, one after another, the lowest byte first.</summary>
internal readonly ref struct ZipFields(Span<byte> room)
{
    /// <summary>What two bytes say when the number stands elsewhere, in eight.</summary>
    public const long TwoMost = ushort.MaxValue;

    /// <summary>What four bytes say when the number stands elsewhere, in eight.</summary>
    public const long FourMost = uint.MaxValue;

    private const int Utf8Names = 1 << 11;
    private const int Stored = 0;

    // Any moment that is always the same, the first of the year 2000: who asks twice gets the same bytes.
    private const int Midnight = 0;
    private const int FirstDay = (20 << 9) | (1 << 5) | 1;

    private readonly Span<byte> room = room;

    public ZipFields Two(long value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(room, checked((ushort)value));
        return new ZipFields(room[2..]);
    }

    public ZipFields Four(long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(room, checked((uint)value));
        return new ZipFields(room[4..]);
    }

    public ZipFields Eight(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(room, value);
        return new ZipFields(room[8..]);
    }

    public ZipFields TwoAtMost(long value) => Two(Math.Min(value, TwoMost));

    public ZipFields FourAtMost(long value) => Four(Math.Min(value, FourMost));

    public ZipFields Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(room);
        return new ZipFields(room[bytes.Length..]);
    }

    /// <summary>What a file's header and its line in the directory both say.</summary>
    public ZipFields Common(uint crc, int length, int nameLength) =>
        Two(Utf8Names).Two(Stored).Two(Midnight).Two(FirstDay).Four(crc).Four(length).Four(length).Two(nameLength);
}
