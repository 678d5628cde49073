using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>Clients that keep connections open while the program stops.</summary>
public sealed class StopTests
{
    private const int DrainSeconds = 3;

    // The drain, the end of background work, and a margin for a busy machine.
    private static readonly TimeSpan MaxStop = TimeSpan.FromSeconds(DrainSeconds + 22);

    [Theory]
    [InlineData("endless upload")]
    [InlineData("half a request")]
    [InlineData("answer read in drops")]
    public async Task The_program_stops_within_the_drain_whatever_a_client_does(string client)
    {
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Riscossione__DrainSeconds"] = $"{DrainSeconds}" }
        );
        using var end = new CancellationTokenSource();
        using var connection = new TcpClient { ReceiveBufferSize = 4096 };
        await connection.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        var behaving = await (
            client switch
            {
                "endless upload" => Upload(connection.GetStream(), api.AdminKey, end.Token),
                "half a request" => AskHalf(connection.GetStream()),
                _ => AskAndReadInDrops(connection.GetStream(), end.Token),
            }
        );

        var asked = Stopwatch.GetTimestamp();
        api.Terminate();

        Assert.Equal(0, await api.Ended());
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, MaxStop);
        await end.CancelAsync();
        await behaving;
    }

    /// <summary>Starts a bulk load whose rows arrive just above the server's minimum rate, without end.</summary>
    private static async Task<Task> Upload(NetworkStream stream, string key, CancellationToken end)
    {
        await Send(
            stream,
            "POST /v1/bulk-loads?organization=80008510754&department=tributi HTTP/1.1\r\nHost: localhost\r\n"
                + $"Authorization: Bearer {key}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        var row = new string(' ', 1000) + "\n";
        await Chunk();
        return Go();

        async Task Go()
        {
            try
            {
                while (!end.IsCancellationRequested)
                {
                    await Chunk();
                    await Task.Delay(100, end);
                }
            }
            catch (Exception over) when (over is IOException or OperationCanceledException)
            {
                // The server has closed the connection, or the test is over.
            }
        }

        Task Chunk() => Send(stream, $"{row.Length:x}\r\n{row}\r\n");
    }

    private static async Task<Task> AskHalf(NetworkStream stream)
    {
        await Send(stream, "GET /health/live HTTP/1.1\r\nHost: local");
        return Task.CompletedTask;
    }

    /// <summary>Downloads the contract repeatedly on one connection, just above the server's minimum rate.</summary>
    private static async Task<Task> AskAndReadInDrops(NetworkStream stream, CancellationToken end)
    {
        for (var count = 0; count < 30; count++)
        {
            await Send(stream, "GET /openapi/v1.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }

        return Read();

        async Task Read()
        {
            var drop = new byte[4096];
            try
            {
                while (await stream.ReadAsync(drop, end) > 0)
                {
                    await Task.Delay(100, end);
                }
            }
            catch (Exception over) when (over is IOException or OperationCanceledException)
            {
                // The server has closed the connection, or the test is over.
            }
        }
    }

    private static Task Send(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
