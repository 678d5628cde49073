using System.Text;

namespace Lecce.Riscossione.Bench.Load;

/// <summary>HTTP/1.1 requests as bytes, made before the clock runs, and what a right answer to them holds.</summary>
internal sealed class Requests(IReadOnlyList<byte[]> messages, string expected, bool once = false)
{
    private int next = -1;

    /// <summary>A text that every right answer holds.</summary>
    public byte[] Expected { get; } = Encoding.UTF8.GetBytes(expected);

    /// <summary>The next one; over and over, or null when each may be sent once and all were.</summary>
    public byte[]? Next()
    {
        var index = Interlocked.Increment(ref next);
        return index < messages.Count ? messages[index]
            : once ? null
            : messages[index % messages.Count];
    }

    public static byte[] Get(string path, string? key = null) => Bytes($"GET {path} HTTP/1.1\r\nHost: bench\r\n{Bearer(key)}\r\n");

    public static byte[] Post(string path, string contentType, string body, string headers = "") =>
        Bytes(
            $"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: {contentType}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
        );

    public static string Bearer(string? key) => key is null ? "" : $"Authorization: Bearer {key}\r\n";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
