using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lecce.Riscossione.Bench.Load;

/// <summary>What came of one turn.</summary>
/// <param name="PerSecond">Right answers a second.</param>
/// <param name="P99Ms">99 of 100 came within so many milliseconds.</param>
/// <param name="Answers">How many right answers came.</param>
internal sealed record Turn(double PerSecond, double P99Ms, int Answers);

/// <summary>
/// Asks over a fixed number of connections, each waiting for its answer before it asks again. Bare sockets and prepared bytes: it runs on
/// the cores that it measures, and must take little of them.
/// </summary>
internal static class Generator
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LengthName = "\r\nContent-Length: "u8.ToArray();
    private static readonly byte[] LastChunk = "0\r\n\r\n"u8.ToArray();

    /// <summary>Asks until the time is over, over each connection at least once, or until the requests are used up.</summary>
    /// <exception cref="BenchFailure">An answer was not the one expected.</exception>
    public static async Task<Turn> Run(Uri address, Requests requests, int connections, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var ticks = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => Ask(address, requests, end))));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = ticks.SelectMany(one => one).ToArray();
        if (all.Length == 0)
        {
            throw new BenchFailure($"Nessuna risposta da {address}.");
        }

        Array.Sort(all);
        var p99 = all[Math.Min(all.Length - 1, (int)(all.Length * 0.99))];
        return new Turn(all.Length / elapsed, p99 * 1000.0 / Stopwatch.Frequency, all.Length);
    }

    private static async Task<List<long>> Ask(Uri address, Requests requests, long end)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var latencies = new List<long>(16 * 1024);
        var buffer = new byte[256 * 1024];
        var now = Stopwatch.GetTimestamp();
        while ((latencies.Count == 0 || now < end) && requests.Next() is { } message)
        {
            await socket.SendAsync(message);
            var length = await ReadAnswer(socket, buffer);
            if (buffer.AsSpan(0, length).IndexOf(requests.Expected) < 0)
            {
                throw new BenchFailure($"Risposta inattesa da {address}:\n{Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 2_000))}");
            }

            var then = Stopwatch.GetTimestamp();
            latencies.Add(then - now);
            now = then;
        }

        return latencies;
    }

    private static async Task<int> ReadAnswer(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += read;
            if (read == 0 || IsWhole(buffer.AsSpan(0, length)))
            {
                return length;
            }
        }

        throw new BenchFailure("Una risposta supera lo spazio previsto.");
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headEnd = answer.IndexOf(EndOfHead);
        if (headEnd < 0)
        {
            return false;
        }

        var head = answer[..(headEnd + 2)];
        var at = head.IndexOf(LengthName);
        if (at < 0)
        {
            return answer.EndsWith(LastChunk);
        }

        var value = head[(at + LengthName.Length)..];
        var bodyLength = int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return answer.Length >= headEnd + EndOfHead.Length + bodyLength;
    }
}
