using System.Buffers.Binary;
using System.IO.Compression;
using CsCheck;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Pdf;

public sealed class CrossReferencesTests
{
    private static readonly Gen<(bool IsPacked, int Late)[]> Objects = Gen.Select(Gen.Bool, Gen.Int[0, 60]).Array[1, 6_000];

    /// <summary>
    /// Objects are written in another order than their numbers, alone and in object streams, as outlines and page trees are.
    /// </summary>
    [Fact]
    public void Every_object_is_found_in_any_order_of_writing() =>
        Objects.Sample(
            objects =>
            {
                var references = new CrossReferences();
                var expected = new SortedDictionary<int, (byte Kind, long Place, int Index)> { [0] = (0, 0, ushort.MaxValue) };
                var (holder, index) = (1_000_000, 0);
                var order = objects
                    .Select((one, number) => (one.IsPacked, Number: number + 1, At: number + one.Late))
                    .OrderBy(one => one.At);
                foreach (var (isPacked, number, _) in order)
                {
                    if (isPacked)
                    {
                        references.AddPacked(number, holder, index);
                        expected[number] = (2, holder, index);
                        index++;
                    }
                    else
                    {
                        // A single object ends an object stream here.
                        references.Add(number, number * 1_000L);
                        expected[number] = (1, number * 1_000L, 0);
                        (holder, index) = (holder + 1, 0);
                    }
                }

                Assert.Equal(expected.Values, Read(references));
            },
            iter: 60
        );

    private static IEnumerable<(byte Kind, long Place, int Index)> Read(CrossReferences references)
    {
        using var table = new MemoryStream();
        references.Write(table);
        table.Position = 0;
        using var zlib = new ZLibStream(table, CompressionMode.Decompress);
        var row = new byte[8];
        var difference = new byte[9];
        while (zlib.ReadAtLeast(difference, difference.Length, throwOnEndOfStream: false) == difference.Length)
        {
            Assert.Equal(2, difference[0]);
            for (var column = 0; column < row.Length; column++)
            {
                row[column] += difference[1 + column];
            }

            var value = BinaryPrimitives.ReadUInt64BigEndian(row);
            yield return ((byte)(value >> 56), (long)(value >> 16) & 0xFF_FFFF_FFFF, (int)(value & 0xFFFF));
        }
    }
}
