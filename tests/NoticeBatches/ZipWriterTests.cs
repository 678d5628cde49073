using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Notices;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>Archives as others read them: the framework, Info-ZIP and Python.</summary>
public sealed class ZipWriterTests
{
    private const long FourGigabytes = 1L << 32;
    private static readonly byte[] Zeros = new byte[64 * 1024 * 1024];

    private static readonly Gen<(string Name, byte[] Content)[]> Files = Gen.Select(
        Gen.String[Gen.Char["abcxyzèßŁ€漢 -"], 1, 40],
        Gen.Byte.Array[0, 3000]
    ).Array[0, 20];

    [Fact]
    public async Task Whatever_files_are_written_are_read_back_and_give_the_same_bytes_again() =>
        await Files.SampleAsync(async files =>
        {
            var archive = await Written(files);
            Assert.Equal(archive, await Written(files));
            await using var read = new ZipArchive(new MemoryStream(archive));
            Assert.Equal(files.Select(file => file.Name), read.Entries.Select(entry => entry.FullName));
            foreach (var (entry, content) in read.Entries.Zip(files.Select(file => file.Content)))
            {
                // The framework compares the checksum when it has read an entry to its end.
                using var back = new MemoryStream();
                await using var stream = await entry.OpenAsync();
                await stream.CopyToAsync(back);
                Assert.Equal(content, back.ToArray());
                Assert.Equal(
                    (content.Length, new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)),
                    (entry.CompressedLength, entry.LastWriteTime.DateTime)
                );
            }
        });

    [ToolsFact("unzip", "python3")]
    public async Task Other_programs_find_no_fault()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "notices.zip");
        await File.WriteAllBytesAsync(path, await Written([("Città/perché.pdf", "uno"u8.ToArray()), ("vuoto.pdf", []), ("€.pdf", Zeros)]));

        Assert.Contains("No errors detected", Run("unzip", "-t", path), StringComparison.Ordinal);
        Assert.Equal(
            "None ['Città/perché.pdf', 'vuoto.pdf', '€.pdf'] 0o100644",
            Run(
                    "python3",
                    "-X",
                    "utf8",
                    "-c",
                    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); "
                        + "print(z.testzip(), z.namelist(), oct(z.infolist()[0].external_attr >> 16))",
                    path
                )
                .Trim()
        );
    }

    [Theory]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task As_many_files_as_the_classic_directory_counts_and_more(int count)
    {
        var archive = await Written(Enumerable.Range(0, count).Select(number => ($"{number}", Text(number))));

        await using var read = new ZipArchive(new MemoryStream(archive));
        Assert.Equal(count, read.Entries.Count);
        Assert.Equal(Text(count - 1), await Content(read, $"{count - 1}"));
        // The classic record counts what it can; all ones say that the count stands in the 64-bit one.
        Assert.Equal(Math.Min(count, ushort.MaxValue), BitConverter.ToUInt16(archive, archive.Length - 12));
        Assert.Equal(count >= ushort.MaxValue, archive.AsSpan().IndexOf("PK\x06\x06"u8) >= 0);
    }

    /// <summary>Small files lie before, about and behind the fourth gigabyte, among large ones.</summary>
    [Fact]
    public async Task Files_beyond_four_gigabytes_are_found_where_they_lie()
    {
        using var archive = new SparseStream();
        var names = await WriteFarther(archive);

        await using var read = new ZipArchive(archive);
        Assert.True(archive.Length > FourGigabytes);
        Assert.Equal(2 * names.Count, read.Entries.Count);
        foreach (var name in names)
        {
            Assert.Equal(Encoding.UTF8.GetBytes(name), await Content(read, name));
        }
    }

    [ToolsFact("unzip", "python3")]
    public async Task Other_programs_find_files_beyond_four_gigabytes()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "notices.zip");
        IReadOnlyList<string> names;
        await using (var file = new FileOfHoles(path))
        {
            names = await WriteFarther(file);
        }

        foreach (var name in new[] { names[0], names[^2], names[^1] })
        {
            Assert.Equal(name, Run("unzip", "-p", path, name));
            Assert.Equal(
                name,
                Run("python3", "-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())", path, name)
                    .Trim()
            );
        }
    }

    private static async Task<IReadOnlyList<string>> WriteFarther(Stream archive)
    {
        var writer = new ZipWriter(archive);
        var names = new List<string>();
        for (var large = 0; large <= FourGigabytes / Zeros.Length; large++)
        {
            names.Add($"{large}.txt");
            await writer.Add(names[^1], Encoding.UTF8.GetBytes(names[^1]), CancellationToken.None);
            await writer.Add($"{large}.pdf", Zeros, CancellationToken.None);
        }

        await writer.Finish(CancellationToken.None);
        return names;
    }

    private static async Task<byte[]> Written(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var archive = new MemoryStream();
        var writer = new ZipWriter(archive);
        foreach (var (name, content) in files)
        {
            await writer.Add(name, content, CancellationToken.None);
        }

        await writer.Finish(CancellationToken.None);
        return archive.ToArray();
    }

    private static async Task<byte[]> Content(ZipArchive archive, string name)
    {
        using var content = new MemoryStream();
        await using var stream = await archive.GetEntry(name)!.OpenAsync();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private static byte[] Text(int number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output}");
        return output;
    }

    /// <summary>A file in which large pieces are left out: the system reads zeros there, and keeps nothing.</summary>
    private sealed class FileOfHoles(string path) : Stream
    {
        private readonly FileStream file = File.Create(path);

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count == Zeros.Length)
            {
                file.Seek(count, SeekOrigin.Current);
            }
            else
            {
                file.Write(buffer, offset, count);
            }
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
