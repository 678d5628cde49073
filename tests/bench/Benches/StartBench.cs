using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>How long it takes from starting the process to its first answer, on a database that exists.</summary>
internal static class StartBench
{
    private static readonly TimeSpan BetweenKnocks = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Result>> Measure(Stage stage)
    {
        await using var scene = await Scene.Make(stage.Options, stage.Sizes.Documents / 10);
        var assembly = Path.Combine(stage.ProgramFolder, Product.Assembly);
        var pairs = await Pairs.Take(
            stage.Sizes.Starts,
            () => Time(port => Child.StartInfo(assembly, ["--urls", $"http://127.0.0.1:{port}"], Product.Settings(scene)), "/health/ready"),
            () => Time(Stage.EmptyProgram, "/")
        );
        return [Result.AtMost("start", pairs, "ms", 3)];
    }

    private static async Task<double> Time(Func<int, ProcessStartInfo> program, string path)
    {
        var port = FreePort();
        var start = program(port);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new BenchFailure("Un programma non parte.");
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        try
        {
            await FirstAnswer(port, path, began);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task FirstAnswer(int port, string path, long began)
    {
        var question = Requests.Get(path);
        var answer = new byte[1024];
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                await socket.SendAsync(question);
                var length = await socket.ReceiveAsync(answer);
                if (answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
                {
                    return;
                }
            }
            catch (SocketException)
            {
                // Not listening yet.
            }

            await Task.Delay(BetweenKnocks);
        }

        throw new BenchFailure("Un programma non risponde.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
