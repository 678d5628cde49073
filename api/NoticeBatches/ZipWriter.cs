using System.IO.Hashing;
using System.Text;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// A ZIP whose files lie in it as they are, written from front to back (PKWARE, .ZIP File Format Specification 6.3.10). Of a file that has
/// left only its line in the directory is kept, as the bytes that end the archive: the framework's writer keeps objects of several hundred
/// bytes. Where four gigabytes or 65,535 files are passed, and only there, the archive is of the 64-bit kind.
/// </summary>
internal sealed class ZipWriter(Stream stream)
{
    // PKZIP 4.5, the first with 64-bit archives, on a system whose files have Unix permissions.
    private const int MadeBy = SixtyFourBit | (3 << 8);
    private const int SixtyFourBit = 45;
    private const int Plain = 10;
    private const long ReadableFile = 0x81A4L << 16;

    private const int LocalHeader = 30;
    private const int DirectoryLine = 46;
    private const int FarOffset = 12;

    private readonly ZipDirectory directory = new();
    private long position;

    /// <summary>Writes one file.</summary>
    /// <param name="name">Its path, with slashes; in UTF-8 at most 65,535 bytes.</param>
    /// <param name="content">All of it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Add(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = Encoding.UTF8.GetBytes(name);
        var crc = Crc32.HashToUInt32(content.Span);
        AddLine(path, crc, content.Length);
        var header = new byte[LocalHeader + path.Length];
        new ZipFields(header).Four(0x04034B50).Two(Plain).Common(crc, content.Length, path.Length).Two(0).Bytes(path);
        await Write(header, cancellation);
        await Write(content, cancellation);
    }

    /// <summary>Passes over a file that the stream, which can seek, already has: what follows lies where it would.</summary>
    public void PassOver(string name, uint crc, int length)
    {
        AddLine(Encoding.UTF8.GetBytes(name), crc, length);
        var size = SizeOf(name, length);
        stream.Seek(size, SeekOrigin.Current);
        position += size;
    }

    /// <summary>How many bytes a file takes, its line in the directory left out.</summary>
    public static int SizeOf(string name, int length) => LocalHeader + Encoding.UTF8.GetByteCount(name) + length;

    /// <summary>Writes the directory. The stream stays open.</summary>
    public async Task Finish(CancellationToken cancellation)
    {
        var start = position;
        foreach (var page in directory.Pages)
        {
            await Write(page, cancellation);
        }

        await Write(directory.End(start, position - start, MadeBy, SixtyFourBit), cancellation);
    }

    private void AddLine(byte[] path, uint crc, int length)
    {
        var isFar = position >= ZipFields.FourMost;
        var fields = new ZipFields(directory.NewLine(DirectoryLine + path.Length + (isFar ? FarOffset : 0)));
        fields = fields.Four(0x02014B50).Two(MadeBy).Two(isFar ? SixtyFourBit : Plain).Common(crc, length, path.Length);
        fields = fields.Two(isFar ? FarOffset : 0).Two(0).Two(0).Two(0).Four(ReadableFile).FourAtMost(position).Bytes(path);
        if (isFar)
        {
            fields.Two(1).Two(FarOffset - 4).Eight(position);
        }
    }

    private async Task Write(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        await stream.WriteAsync(data, cancellation);
        position += data.Length;
    }
}
