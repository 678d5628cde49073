using System.Net;
using System.Net.Sockets;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The addresses on which the server will listen, as Kestrel reads them from the configuration.</summary>
internal static class Listening
{
    private const string EndpointsSection = "Kestrel:Endpoints";
    private const string Usual = "http://localhost:5000";

    /// <summary>The configured addresses. <c>Kestrel:Endpoints</c> overrides <c>urls</c>, which overrides the port lists.</summary>
    public static IReadOnlyList<string> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection(EndpointsSection).GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return endpoints.ToList() is { Count: > 0 } explicitly ? explicitly
            : Split(configuration[WebHostDefaults.ServerUrlsKey]) is { Count: > 0 } urls ? urls
            : Ports(configuration) is { Count: > 0 } ports ? ports
            : [Usual];
    }

    /// <summary>Addresses that the server cannot parse, one sentence each.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration) =>
        Addresses(configuration)
            .Where(address => Parse(address) is null)
            .Select(address => $"«{address}» non è un indirizzo di ascolto: serve la forma http://host:porta (--urls o ASPNETCORE_URLS).");

    public static bool Includes(IConfiguration configuration, int port) =>
        Addresses(configuration).Select(Parse).Any(address => address?.Port == port);

    /// <summary>Addresses that are already in use, one sentence each.</summary>
    public static IReadOnlyList<string> FindBusy(IConfiguration configuration)
    {
        var busy = new List<string>();
        foreach (var address in Addresses(configuration))
        {
            if (Parse(address) is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 } parsed && FindFault(parsed) is { } fault)
            {
                busy.Add($"{address}: {fault}");
            }
        }

        return busy;
    }

    private static string? FindFault(BindingAddress address)
    {
        try
        {
            using var socket = new Socket(IpOf(address.Host).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (!OperatingSystem.IsWindows())
            {
                // As the server does: an address that another program has just left is free.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            }

            socket.Bind(new IPEndPoint(IpOf(address.Host), address.Port));
            return null;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    "la porta è già in uso. Fermare il programma che la usa, oppure indicarne un'altra con --urls o ASPNETCORE_URLS.",
                SocketError.AccessDenied =>
                    "il sistema non permette di usare la porta. Indicarne una da 1024 in su, oppure darne il permesso all'utente del programma.",
                SocketError.AddressNotAvailable => "l'indirizzo non è di questa macchina. Correggere --urls o ASPNETCORE_URLS.",
                _ => $"non si può ascoltare ({failure.SocketErrorCode}). Correggere --urls o ASPNETCORE_URLS.",
            };
        }
    }

    // Names other than localhost mean every address of the machine.
    private static IPAddress IpOf(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip
        : IPAddress.Any;

    private static BindingAddress? Parse(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.Scheme is "http" or "https" ? parsed : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Ports(IConfiguration configuration) =>
        [
            .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
            .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
        ];

    private static IReadOnlyList<string> Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
