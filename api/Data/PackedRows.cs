using System.Buffers.Binary;
using System.Text;
using NodaTime;

namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Rows worked out ahead of their transaction, as bytes one behind the other. The transaction only hands them to the engine, and what waits to
/// be stored is one array instead of a hundred objects a document, which the garbage collector would move about while everybody stands still.
/// </summary>
internal sealed class PackedRows : IBulkValues
{
    // Before each row: how many bytes it takes, and its table's place among those that are written together.
    private const int HeaderBytes = sizeof(int) + 1;

    private byte[] bytes = new byte[64 * 1024];

    private enum Kind : byte
    {
        Null,
        Text,
        Number,
        Flag,
        Moment,
        Day,
        Bytes,
    }

    /// <summary>Where the next row will begin.</summary>
    public int End { get; private set; }

    /// <summary>Forgets all rows, and keeps the array for others.</summary>
    public void Clear() => End = 0;

    /// <summary>Adds a row.</summary>
    /// <param name="place">The table's place among those that are written together, from zero.</param>
    /// <param name="table">Where the values of the row are found.</param>
    /// <param name="row">The row.</param>
    public void Add<T>(int place, BulkTable<T> table, T row)
    {
        var header = End;
        Take(HeaderBytes);
        table.Write(row, this);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(header), End - header - HeaderBytes);
        bytes[header + sizeof(int)] = checked((byte)place);
    }

    /// <summary>The rows between two places where rows begin, each with the place of its table.</summary>
    public IEnumerable<(int Place, PackedRow Row)> Between(int start, int end)
    {
        while (start < end)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start));
            yield return (bytes[start + sizeof(int)], new PackedRow(this, start + HeaderBytes));
            start += HeaderBytes + length;
        }
    }

    /// <summary>Gives the values of a row that begins at a place.</summary>
    public void Read(int start, int columns, IBulkValues target)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(start, End - start);
        for (var column = 0; column < columns; column++)
        {
            var kind = (Kind)rest[0];
            rest = rest[1..];
            switch (kind)
            {
                case Kind.Null:
                    target.Text(null);
                    break;
                case Kind.Text:
                    target.Utf8(Sized(ref rest));
                    break;
                case Kind.Number:
                    target.Number(Long(ref rest));
                    break;
                case Kind.Flag:
                    target.Flag(Long(ref rest) == 1);
                    break;
                case Kind.Moment:
                    target.Moment(
                        NodaConstants.UnixEpoch + Duration.FromDays((int)Long(ref rest)) + Duration.FromNanoseconds(Long(ref rest))
                    );
                    break;
                case Kind.Day:
                    target.Day(new LocalDate((int)Long(ref rest), (int)Long(ref rest), (int)Long(ref rest)));
                    break;
                default:
                    target.Bytes(Sized(ref rest).ToArray());
                    break;
            }
        }
    }

    void IBulkValues.Text(string? value)
    {
        if (value is null)
        {
            Put(Kind.Null);
            return;
        }

        Put(Kind.Text);
        var count = Encoding.UTF8.GetByteCount(value);
        Put(count);
        Encoding.UTF8.GetBytes(value, Take(count));
    }

    void IBulkValues.Utf8(ReadOnlySpan<byte> value) => Put(Kind.Text, value);

    void IBulkValues.Number(long? value)
    {
        Put(value is null ? Kind.Null : Kind.Number);
        if (value is { } number)
        {
            Put(number);
        }
    }

    void IBulkValues.Flag(bool value)
    {
        Put(Kind.Flag);
        Put(value ? 1 : 0);
    }

    void IBulkValues.Moment(Instant? value)
    {
        Put(value is null ? Kind.Null : Kind.Moment);
        if (value is { } moment)
        {
            var sinceEpoch = moment - NodaConstants.UnixEpoch;
            Put(sinceEpoch.Days);
            Put(sinceEpoch.NanosecondOfDay);
        }
    }

    void IBulkValues.Day(LocalDate? value)
    {
        Put(value is null ? Kind.Null : Kind.Day);
        if (value is { } day)
        {
            Put(day.Year);
            Put(day.Month);
            Put(day.Day);
        }
    }

    void IBulkValues.Bytes(byte[]? value)
    {
        if (value is null)
        {
            Put(Kind.Null);
        }
        else
        {
            Put(Kind.Bytes, value);
        }
    }

    private static ReadOnlySpan<byte> Sized(ref ReadOnlySpan<byte> rest)
    {
        var size = (int)Long(ref rest);
        var value = rest[..size];
        rest = rest[size..];
        return value;
    }

    private static long Long(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[sizeof(long)..];
        return value;
    }

    private void Put(Kind kind) => Take(1)[0] = (byte)kind;

    private void Put(long number) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), number);

    private void Put(Kind kind, ReadOnlySpan<byte> value)
    {
        Put(kind);
        Put(value.Length);
        value.CopyTo(Take(value.Length));
    }

    private Span<byte> Take(int count)
    {
        if (bytes.Length - End < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, End + count));
        }

        var taken = bytes.AsSpan(End, count);
        End += count;
        return taken;
    }
}

/// <summary>A row among others that were worked out ahead.</summary>
internal readonly record struct PackedRow(PackedRows Rows, int Start);
