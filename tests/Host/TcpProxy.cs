using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>A proxy to a server that a test can cut, restore, block and unblock.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly string host;
    private readonly int port;
    private readonly Task accepting;
    private volatile bool isCut;
    private volatile TaskCompletionSource flow = Flowing();

    public TcpProxy(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Resets every open and new connection.</summary>
    public void Cut()
    {
        isCut = true;
        foreach (var socket in open.Keys)
        {
            Reset(socket);
        }
    }

    /// <summary>Lets new connections through again.</summary>
    public void Restore() => isCut = false;

    /// <summary>Keeps connections open without forwarding data.</summary>
    public void Clog() => flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Forwards the blocked data.</summary>
    public void Clear() => flow.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Clear();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        var clear = new TaskCompletionSource();
        clear.SetResult();
        return clear;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                _ = Task.Run(() => Serve(client));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task Serve(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        open[client] = open[server] = true;
        try
        {
            if (!isCut)
            {
                await server.ConnectAsync(host, port, stop.Token);
                await Task.WhenAny(Pump(client, server), Pump(server, client));
            }
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or no server.
        }
        finally
        {
            Reset(client);
            Reset(server);
        }
    }

    private async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var count)
        {
            await flow.Task;
            await to.SendAsync(buffer.AsMemory(0, count), stop.Token);
        }
    }

    /// <summary>Resets the connection, like a server that dies or a network that fails.</summary>
    private void Reset(Socket socket)
    {
        if (open.TryRemove(socket, out _))
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Dispose();
        }
    }
}
