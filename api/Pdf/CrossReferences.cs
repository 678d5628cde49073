using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// Where every object lies (ISO 32000-1, 7.5.8): a few bytes for each run of objects that were numbered and written one after another. They
/// are kept in pages, because a growing array would be copied into ever larger ones, which the collector clears seldom.
/// </summary>
internal sealed class CrossReferences
{
    private const int PageSize = 2048;

    private readonly List<Run[]> pages = [];
    private int count;

    /// <summary>An object at an offset of its own.</summary>
    public void Add(int number, long offset) => Insert(new Run(number, 1, 0, offset));

    /// <summary>The object at an index of an object stream, which is the object <paramref name="holder"/>.</summary>
    public void AddPacked(int number, int holder, int index)
    {
        var last = count > 0 ? At(count - 1) : default;
        if (last.Holder == holder && last.First + last.Count == number && last.Value + last.Count == index)
        {
            At(count - 1) = last with { Count = last.Count + 1 };
        }
        else
        {
            Insert(new Run(number, 1, holder, index));
        }
    }

    /// <summary>The table as it stands in the file, deflated: nothing but the same references gives the same bytes.</summary>
    public void Write(Stream target)
    {
        using var zlib = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true);
        var rows = new Rows(zlib);
        var expected = 0;
        for (var index = 0; index < count; index++)
        {
            var run = At(index);
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

    /// <summary>Puts a run in its place by number; almost every one comes last, and of the others most go a few places back.</summary>
    private void Insert(Run run)
    {
        if (count % PageSize == 0)
        {
            pages.Add(new Run[PageSize]);
        }

        var place = count++;
        for (; place > 0 && At(place - 1).First > run.First; place--)
        {
            At(place) = At(place - 1);
        }

        At(place) = run;
    }

    private ref Run At(int index) => ref pages[index / PageSize][index % PageSize];

    /// <summary>
    /// Rows of the table as their differences from the row above (predictor 12, 7.4.4.4). The thousands of objects of one object stream have
    /// equal ones, so that the table of many notices is small: it can only be written whole, its length first.
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

    /// <summary>Objects numbered one after another: each at an offset of its own, or together in one object stream from an index on.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Run(int First, int Count, int Holder, long Value);
}
