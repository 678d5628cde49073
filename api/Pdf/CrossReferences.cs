using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// Where every object is (ISO 32000-1, 7.5.8): a few bytes for each run of objects that were numbered and written one after another.
/// </summary>
internal sealed class CrossReferences
{
    private readonly List<Run> runs = [];

    /// <summary>Adds an object with its own offset.</summary>
    public void Add(int number, long offset) => Insert(new Run(number, 1, 0, offset));

    /// <summary>Adds an object of the object stream <paramref name="holder"/>.</summary>
    public void AddPacked(int number, int holder, int index)
    {
        var last = runs.Count > 0 ? runs[^1] : default;
        if (last.Holder == holder && last.First + last.Count == number && last.Value + last.Count == index)
        {
            runs[^1] = last with { Count = last.Count + 1 };
        }
        else
        {
            Insert(new Run(number, 1, holder, index));
        }
    }

    /// <summary>Writes the deflated table; equal references give equal bytes.</summary>
    public void Write(Stream target)
    {
        using var zlib = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true);
        var rows = new Rows(zlib);
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

    /// <summary>Inserts a run by its number; nearly every one is the last, and the others are among the last.</summary>
    private void Insert(Run run)
    {
        var place = runs.Count;
        while (place > 0 && runs[place - 1].First > run.First)
        {
            place--;
        }

        runs.Insert(place, run);
    }

    /// <summary>
    /// Table rows as differences from the row above (predictor 12, 7.4.4.4). Rows of one object stream have equal differences, so a table of many
    /// notices is small; it must be written whole, with its length first.
    /// </summary>
    private sealed class Rows(ZLibStream table)
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

    /// <summary>Objects with consecutive numbers: one with its own offset, or several in one object stream.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Run(int First, int Count, int Holder, long Value);
}
