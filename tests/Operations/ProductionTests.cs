using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>Answers and logs outside of Development.</summary>
public class ProductionTests
{
    [Fact]
    public async Task Metrics_are_served_on_their_own_port_only()
    {
        var port = FreePort();
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
                ["URLS"] = $"http://127.0.0.1:0;http://127.0.0.1:{port}",
                ["Riscossione__Telemetry__MetricsPort"] = $"{port}",
            }
        );
        var addresses = Printed.Addresses(api.Output);
        using var callers = new HttpClient { BaseAddress = addresses.Single(address => address.Port != port) };
        using var operators = new HttpClient { BaseAddress = addresses.Single(address => address.Port == port) };

        await callers.GetAsync("/metrics").ExpectProblem(HttpStatusCode.NotFound, "not-found");
        using var claimed = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = $"127.0.0.1:{port}" } };
        await callers.SendAsync(claimed).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Contains("dotnet_process_cpu_count", await operators.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_is_json_and_names_the_request_and_its_caller()
    {
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
                ["Riscossione__DrainSeconds"] = "0",
                ["Riscossione__BulkLoads__MostAtOnce"] = "1",
                // The only line of every request; otherwise only failed requests are logged.
                ["Logging__LogLevel__Microsoft.AspNetCore.Routing.EndpointMiddleware"] = "Information",
            }
        );
        Assert.Contains("Riscossione:BulkLoads:MostAtOnce ora si chiama", api.Output, StringComparison.Ordinal);
        using var client = api.Client(api.AdminKey);
        client.DefaultRequestHeaders.Add("X-Request-Id", "traced-by-the-portal");
        using var answer = await client.GetAsync("/v1/organizations");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        api.Terminate();
        await api.Ended();
        var lines = (await api.Log()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parsed).ToList();

        Assert.Contains(
            lines.SelectMany(line => line["Scopes"]?.AsArray() ?? []),
            scope =>
                scope is JsonObject
                && (string?)scope["RequestId"] == "traced-by-the-portal"
                && ((string?)scope["CallerId"])?.StartsWith("api-key:", StringComparison.Ordinal) is true
        );
    }

    private static JsonNode Parsed(string line)
    {
        try
        {
            return JsonNode.Parse(line)!;
        }
        catch (JsonException failure)
        {
            throw new Xunit.Sdk.XunitException($"Not JSON: {line}", failure);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
