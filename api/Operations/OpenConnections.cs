using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Tracks client connections and aborts those still open when the program must end: slow uploads, unread responses, incomplete requests.
/// </summary>
internal sealed partial class OpenConnections(ILogger<OpenConnections> logger)
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> open = new();

    /// <summary>Tracks every connection that the server accepts.</summary>
    public static void Watch(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            var connections = kestrel.ApplicationServices.GetRequiredService<OpenConnections>();
            endpoint.Use(next => connection => connections.Keep(connection, next));
        });

    public void Abort()
    {
        if (!open.IsEmpty)
        {
            Aborting(open.Count);
        }

        foreach (var connection in open.Keys)
        {
            connection.Abort(new ConnectionAbortedException("The program is stopping."));
        }
    }

    private async Task Keep(ConnectionContext connection, ConnectionDelegate next)
    {
        open[connection] = true;
        try
        {
            await next(connection);
        }
        finally
        {
            open.TryRemove(connection, out _);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Connections} connections are aborted: they are still open at the end of the drain"
    )]
    private partial void Aborting(int connections);
}
