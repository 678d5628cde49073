using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// The file's body and its cross-references (ISO 32000-1, 7.5). What has been written leaves only where it lies: a few bytes for each run of
/// objects, so that a file of any length needs little memory.
/// </summary>
internal sealed class PdfOutput : IDisposable
{
    private const int MostPacked = 4096;

    private readonly Stream stream;
    private readonly IncrementalHash content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<Run> runs = [];
    private readonly PdfBuffer frame = new(512);
    private readonly PdfBuffer packed = new();
    private readonly List<(int Number, int Offset)> packedObjects = [];
    private long position;
    private int next = 1;

    public PdfOutput(Stream stream)
    {
        this.stream = stream;
        Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"u8);
    }

    /// <summary>Numbers for objects to come, one after another; the first is returned.</summary>
    public int Reserve(int count = 1)
    {
        var first = next;
        next += count;
        return first;
    }

    /// <summary>Writes a stream object (7.3.8); <paramref name="entries"/> are its dictionary's entries but for the length.</summary>
    public void Stream(int number, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data)
    {
        runs.Add(new Run(number, 1, 0, position));
        frame.Clear();
        frame.Add(number).Add("0 obj\n<<"u8).Add(entries).Add("/Length "u8).Add(data.Length).Add(">>\nstream\n"u8);
        Write(frame.Written);
        Write(data);
        Write("\nendstream\nendobj\n"u8);
    }

    /// <summary>Starts an object that is kept in an object stream (7.5.7); what is added to the buffer until the next one starts is its value.</summary>
    public PdfBuffer Pack(int number)
    {
        if (packedObjects.Count == MostPacked)
        {
            FlushPacked();
        }

        if (packedObjects.Count > 0)
        {
            packed.Add((byte)'\n');
        }

        packedObjects.Add((number, packed.Count));
        return packed;
    }

    public void FlushPacked()
    {
        if (packedObjects.Count == 0)
        {
            return;
        }

        using var index = new PdfBuffer(packedObjects.Count * 12);
        var holder = Reserve();
        for (var i = 0; i < packedObjects.Count; i++)
        {
            var (number, offset) = packedObjects[i];
            index.Add(number).Add(offset);
            Remember(number, i, holder);
        }

        var first = index.Count;
        index.Add(packed.Written);
        using var entries = new PdfBuffer(128);
        entries.Add("/Type/ObjStm/N "u8).Add(packedObjects.Count).Add("/First "u8).Add(first).Add("/Filter/FlateDecode"u8);
        Stream(holder, entries.Written, index.Deflated(CompressionLevel.Fastest));
        packed.Clear();
        packedObjects.Clear();
    }

    /// <summary>The cross-reference stream (7.5.8) with the trailer's entries; the file's identifier is taken from all bytes before it.</summary>
    public void Finish(int catalog, int info)
    {
        FlushPacked();
        var number = Reserve();
        var start = position;
        runs.Add(new Run(number, 1, 0, start));
        runs.Sort((a, b) => a.First.CompareTo(b.First));
        using var table = new MemoryStream();
        using (var zlib = new ZLibStream(table, CompressionLevel.Fastest, leaveOpen: true))
        {
            WriteTable(zlib);
        }

        runs.RemoveAll(run => run.First == number);
        var id = Convert.ToHexString(content.GetHashAndReset().AsSpan(0, 16));
        using var entries = new PdfBuffer(256);
        entries.Add("/Type/XRef/W [1 5 2]/Size "u8).Add(next).Add("/Root "u8).Reference(catalog).Add("/Info "u8).Reference(info);
        entries.Add("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 8>>/ID ["u8);
        entries
            .Add("<"u8)
            .Add(System.Text.Encoding.ASCII.GetBytes(id))
            .Add("><"u8)
            .Add(System.Text.Encoding.ASCII.GetBytes(id))
            .Add(">]"u8);
        Stream(number, entries.Written, table.GetBuffer().AsSpan(0, (int)table.Length));
        frame.Clear();
        frame.Add("startxref\n"u8).Add(start).Add("\n%%EOF\n"u8);
        Write(frame.Written);
    }

    public void Dispose()
    {
        content.Dispose();
        frame.Dispose();
        packed.Dispose();
    }

    private void Remember(int number, int index, int holder)
    {
        var last = runs.Count > 0 ? runs[^1] : default;
        if (last.Holder == holder && last.First + last.Count == number)
        {
            runs[^1] = last with { Count = last.Count + 1 };
        }
        else
        {
            runs.Add(new Run(number, 1, holder, index));
        }
    }

    private void WriteTable(ZLibStream table)
    {
        var rows = new TableRows(table);
        var expected = 0;
        foreach (var run in runs)
        {
            for (; expected < run.First; expected++)
            {
                rows.Write(kind: 0, 0, expected == 0 ? ushort.MaxValue : 0);
            }

            for (var i = 0; i < run.Count; i++, expected++)
            {
                if (run.Holder == 0)
                {
                    rows.Write(kind: 1, run.Value, 0);
                }
                else
                {
                    rows.Write(kind: 2, run.Holder, (int)run.Value + i);
                }
            }
        }
    }

    private void Write(ReadOnlySpan<byte> data)
    {
        stream.Write(data);
        content.AppendData(data);
        position += data.Length;
    }

    /// <summary>
    /// Rows of the table as their differences from the row above (predictor 12, 7.4.4.4). The thousands of objects of one object stream have
    /// equal ones, so that the table of many notices stays small until it is written: it can only be written whole, its length first.
    /// </summary>
    private sealed class TableRows(ZLibStream table)
    {
        private const byte Up = 2;

        private readonly byte[] row = new byte[8];
        private readonly byte[] above = new byte[8];
        private readonly byte[] difference = new byte[9];

        public void Write(int kind, long place, int index)
        {
            BinaryPrimitives.WriteInt64BigEndian(row, ((long)kind << 56) | (place << 16) | (uint)index);
            difference[0] = Up;
            for (var column = 0; column < row.Length; column++)
            {
                difference[1 + column] = (byte)(row[column] - above[column]);
            }

            row.CopyTo(above, 0);
            table.Write(difference);
        }
    }

    /// <summary>Objects numbered one after another: each at an offset of its own, or together in one object stream from an index on.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Run(int First, int Count, int Holder, long Value);
}
