using System.IO.Compression;
using System.Security.Cryptography;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// Writes the body and the cross-references of a file (ISO 32000-1, 7.5). Memory keeps only the position of each written object
/// (<see cref="CrossReferences"/>), whatever the file's length.
/// </summary>
internal sealed class PdfOutput : IDisposable
{
    private const int MaxPacked = 4096;

    private readonly Stream stream;
    private readonly IncrementalHash content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CrossReferences references = new();
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

    /// <summary>Reserves consecutive object numbers; returns the first.</summary>
    public int Reserve(int count = 1)
    {
        var first = next;
        next += count;
        return first;
    }

    /// <summary>Writes a stream object (7.3.8); <paramref name="entries"/> are its dictionary entries without the length.</summary>
    public void Stream(int number, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data)
    {
        references.Add(number, position);
        frame.Clear();
        frame.Add(number).Add("0 obj\n<<"u8).Add(entries).Add("/Length "u8).Add(data.Length).Add(">>\nstream\n"u8);
        Write(frame.Written);
        Write(data);
        Write("\nendstream\nendobj\n"u8);
    }

    /// <summary>Begins an object of an object stream (7.5.7); its value is added to the buffer until the next object begins.</summary>
    public PdfBuffer Pack(int number)
    {
        if (packedObjects.Count == MaxPacked)
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

    /// <summary>Writes an object with any number of references, without buffering it.</summary>
    public void Long(int number, ReadOnlySpan<byte> before, IEnumerable<int> kids, ReadOnlySpan<byte> after)
    {
        references.Add(number, position);
        frame.Clear();
        Write(frame.Add(number).Add("0 obj\n"u8).Add(before).Written);
        foreach (var kid in kids)
        {
            frame.Clear();
            Write(frame.Reference(kid).Written);
        }

        Write(after);
        Write("\nendobj\n"u8);
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
            references.AddPacked(number, holder, i);
        }

        var first = index.Count;
        index.Add(packed.Written);
        using var entries = new PdfBuffer(128);
        entries.Add("/Type/ObjStm/N "u8).Add(packedObjects.Count).Add("/First "u8).Add(first).Add("/Filter/FlateDecode"u8);
        Stream(holder, entries.Written, index.Deflated(CompressionLevel.Fastest));
        packed.Clear();
        packedObjects.Clear();
    }

    /// <summary>
    /// Writes the cross-reference stream (7.5.8) with the trailer's entries; the file's identifier is a hash of all bytes before it.
    /// </summary>
    public void Finish(int catalog, int info)
    {
        FlushPacked();
        var number = Reserve();
        var start = position;
        references.Add(number, start);
        // Written twice, the first time only to measure the length, so that nothing is buffered.
        var measure = new Sink(static _ => { });
        references.Write(measure);
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
        frame.Clear();
        frame.Add(number).Add("0 obj\n<<"u8).Add(entries.Written).Add("/Length "u8).Add(measure.Length).Add(">>\nstream\n"u8);
        Write(frame.Written);
        references.Write(new Sink(Write));
        Write("\nendstream\nendobj\n"u8);
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

    private void Write(ReadOnlySpan<byte> data)
    {
        stream.Write(data);
        content.AppendData(data);
        position += data.Length;
    }

    /// <summary>Forwards and counts written bytes.</summary>
    private sealed class Sink(Sink.Taker take) : System.IO.Stream
    {
        private long length;

        public delegate void Taker(ReadOnlySpan<byte> data);

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => length;

        public override long Position
        {
            get => length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            take(buffer);
            length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
