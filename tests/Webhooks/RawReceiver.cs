using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>A receiver that writes bytes instead of an HTTP answer, to each connection the same.</summary>
internal sealed class RawReceiver : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> answer;
    private readonly Task serving;

    public RawReceiver(Func<NetworkStream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = Serve();
    }

    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task Serve()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(Take(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Take(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await ReadRequest(stream);
                await answer(stream, stop.Token);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
            {
                // The sender has hung up, or the test is over.
            }
        }
    }

    /// <summary>Reads the request whole: a connection closed before that would be reset and lose the answer.</summary>
    private async Task ReadRequest(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        // The body is one JSON object and the headers have no brace. A TLS greeting has neither, and is answered at once.
        while (await stream.ReadAsync(buffer, stop.Token) is > 0 and var read)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            if (text[0] != 'P' || text.ToString().EndsWith("}}", StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
