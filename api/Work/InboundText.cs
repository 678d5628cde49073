using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Work;

/// <summary>How the text of an inbound file is encoded.</summary>
internal enum InboundCharset
{
    /// <summary>The sender does not say: UTF-8, or the whole file is refused.</summary>
    Unstated,
    Utf8,
    Windows1252,
}

/// <param name="Charset">How the text is encoded.</param>
/// <param name="IsCompressed">True for gzip.</param>
internal sealed record InboundEncoding(InboundCharset Charset, bool IsCompressed);

/// <summary>Reads an inbound file: decompressed, within limits, hashed, and converted to UTF-8.</summary>
internal sealed class InboundText(Stream body, InboundEncoding encoding, InboundLimits limits) : IDisposable
{
    private const int RatioCountsFromBytes = 16 * 1024 * 1024;
    private static readonly byte[][] Windows1252 = MakeWindows1252();

    private readonly CountedStream received = new(body);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly byte[] text = new byte[3 * 64 * 1024];
    private readonly byte[] openCharacter = new byte[4];
    private int openBytes;
    private bool hasMark;
    private Stream? content;

    private InboundCharset Charset => hasMark ? InboundCharset.Utf8 : encoding.Charset;

    /// <summary>Bytes read so far, decompressed.</summary>
    public long Bytes { get; private set; }

    /// <summary>SHA-256 of all bytes read.</summary>
    public byte[] Hash() => hash.GetHashAndReset();

    /// <summary>The next bytes, in UTF-8 without a byte order mark; none at the end.</summary>
    /// <exception cref="Refusal">The file cannot be decompressed, is in another encoding, or is too large.</exception>
    public async Task<ReadOnlyMemory<byte>> Read(CancellationToken cancellation)
    {
        content ??= encoding.IsCompressed ? new GZipStream(received, CompressionMode.Decompress) : received;
        var isFirst = Bytes == 0;
        int count;
        try
        {
            count = isFirst
                ? await content.ReadAtLeastAsync(buffer, 4, throwOnEndOfStream: false, cancellation)
                : await content.ReadAsync(buffer, cancellation);
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }

        // GZipStream does not report a file that is cut off. A gzip file ends with the length of the decompressed content.
        if (encoding.IsCompressed && count == 0 && received.LastWord != (uint)Bytes)
        {
            throw Damaged();
        }

        hash.AppendData(buffer, 0, count);
        Bytes += count;
        RequireWithinLimits();
        var bytes = buffer.AsMemory(0, count);
        if (isFirst)
        {
            bytes = WithoutMark(bytes);
        }

        if (Charset == InboundCharset.Unstated)
        {
            RequireUtf8(bytes.Span, isEnd: count == 0);
        }

        return Converted(bytes);
    }

    public void Dispose()
    {
        content?.Dispose();
        received.Dispose();
        hash.Dispose();
    }

    private static Refusal Damaged() =>
        new(
            Codes.MalformedRequest,
            "Il contenuto gzip è danneggiato, incompleto o composto di più parti: comprimere di nuovo il file e reinviarlo."
        );

    private void RequireWithinLimits()
    {
        if (Bytes > limits.MaxBytes)
        {
            throw new Refusal(Codes.RequestTooLarge, $"Il caricamento supera {limits.MaxBytes} byte decompressi: dividerlo.");
        }

        if (encoding.IsCompressed && Bytes > RatioCountsFromBytes && Bytes / Math.Max(1, received.Count) > limits.MaxRatio)
        {
            throw new Refusal(Codes.RequestTooLarge, "Il contenuto gzip si espande oltre misura: non sono righe di testo.");
        }
    }

    /// <summary>A byte order mark overrides the charset of the request: the sender of a file often does not know its encoding.</summary>
    private Memory<byte> WithoutMark(Memory<byte> bytes)
    {
        if (bytes.Span.StartsWith<byte>([0xFF, 0xFE]) || bytes.Span.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw new Refusal(Codes.UnsupportedMediaType, "Il file è in UTF-16: salvarlo in UTF-8, oppure in Windows-1252 se è un CSV.");
        }

        if (!bytes.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            return bytes;
        }

        hasMark = true;
        return bytes[Encoding.UTF8.Preamble.Length..];
    }

    /// <summary>
    /// Refuses the whole file when it is not UTF-8, also where a character spans two blocks. Otherwise every row with an accent would be refused
    /// with a misleading reason.
    /// </summary>
    private void RequireUtf8(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        while (openBytes > 0 && !bytes.IsEmpty)
        {
            openCharacter[openBytes++] = bytes[0];
            bytes = bytes[1..];
            var read = Rune.DecodeFromUtf8(openCharacter.AsSpan(0, openBytes), out _, out _);
            Require(read != OperationStatus.InvalidData);
            openBytes = read == OperationStatus.Done ? 0 : openBytes;
        }

        if (!bytes.IsEmpty && Rune.DecodeLastFromUtf8(bytes, out _, out var cut) == OperationStatus.NeedMoreData)
        {
            bytes[^cut..].CopyTo(openCharacter);
            openBytes = cut;
            bytes = bytes[..^cut];
        }

        Require(Utf8.IsValid(bytes) && (!isEnd || openBytes == 0));

        static void Require(bool isUtf8)
        {
            if (!isUtf8)
            {
                throw new Refusal(
                    Codes.UnsupportedMediaType,
                    "Il file non è in UTF-8 e il Content-Type non dice in quale charset sia. Se è un CSV di Excel indicare «text/csv; charset=windows-1252»; altrimenti salvarlo in UTF-8."
                );
            }
        }
    }

    private ReadOnlyMemory<byte> Converted(ReadOnlyMemory<byte> bytes)
    {
        if (Charset != InboundCharset.Windows1252 || Ascii.IsValid(bytes.Span))
        {
            return bytes;
        }

        var length = 0;
        foreach (var one in bytes.Span)
        {
            var letter = Windows1252[one];
            letter.CopyTo(text, length);
            length += letter.Length;
        }

        return text.AsMemory(0, length);
    }

    private static byte[][] MakeWindows1252()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(1252);
        return [.. Enumerable.Range(0, 256).Select(one => Encoding.UTF8.GetBytes(encoding.GetString([(byte)one])))];
    }

    /// <summary>Counts what passes.</summary>
    private sealed class CountedStream(Stream inner) : Stream
    {
        private readonly byte[] last = new byte[sizeof(uint)];

        public long Count { get; private set; }

        /// <summary>The last four bytes that passed, as gzip writes a number.</summary>
        public uint LastWord => BinaryPrimitives.ReadUInt32LittleEndian(last);

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Note(buffer.AsSpan(offset, read));
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Note(buffer.Span[..read]);
            return read;
        }

        private void Note(ReadOnlySpan<byte> passed)
        {
            Count += passed.Length;
            var kept = Math.Min(passed.Length, last.Length);
            last.AsSpan(kept).CopyTo(last);
            passed[^kept..].CopyTo(last.AsSpan(last.Length - kept));
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
