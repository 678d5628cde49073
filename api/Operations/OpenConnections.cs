using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// The connections of clients, from the first byte on: what is still open when the program must end is aborted, whether it is a slow upload, an
/// answer that is not read, or half a request.
/// </summary>
internal sealed partial class OpenConnections(ILogger<OpenConnections> logger)
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> open = new();

    /// <summary>Keeps account of every connection that the server accepts.</summary>
    public static void Watch(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            var connections = kestrel.ApplicationServices.GetRequiredService<OpenConnections>();
            endpoint.Use(next => connection => connections.Keep(connection, next));
        });

    /// <summary>Aborts what is open.</summary>
    public void Abort()
    {
        if (!open.IsEmpty)
        {
            Aborting(open.Count);
        }

        foreach (var connection in open.Keys)
        {
            connection.Abort(new ConnectionAbortedException("The program ends."));
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
