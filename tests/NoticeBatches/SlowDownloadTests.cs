using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lecce.Riscossione.Tests.Host;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;
using NoticeBatch = Lecce.Riscossione.Sdk.NoticeBatch;
using RiscossioneClient = Lecce.Riscossione.Sdk.RiscossioneClient;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>Downloads of a batch over a real connection whose client reads in drops.</summary>
public sealed class SlowDownloadTests
{
    private const int Documents = 400;

    [Fact]
    public async Task A_download_below_the_minimum_rate_is_ended_and_leaves_its_place_to_another()
    {
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Riscossione__NoticeBatches__MaxDownloadsPerCaller"] = "1",
                ["Riscossione__NoticeBatches__MinDownloadBytesPerSecond"] = "1000000",
            }
        );
        using var office = new RiscossioneClient(api.Address, api.AdminKey);
        var batch = await Printed(office);
        using var connection = new TcpClient { ReceiveBufferSize = 4096 };
        await connection.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        var began = Stopwatch.GetTimestamp();

        var read = await ReadInDrops(connection.GetStream(), api.AdminKey, batch);

        // 20 seconds of patience, and at most as much for what the buffers of the connection hold.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(50));
        var whole = await office.NoticeBatches.DownloadAsPdfAsync(batch.Id).Bytes();
        Assert.True(read < whole.Length, $"The client got {read} of {whole.Length} bytes.");
    }

    private static async Task<NoticeBatch> Printed(RiscossioneClient office)
    {
        var load = await office.LoadTaxes("SLOW", Documents);
        return await office.Print(new CreateNoticeBatchRequest { Organization = "80008510754", BulkLoadId = load });
    }

    /// <summary>Reads 4 KiB every tenth of a second until the server ends the connection; gives how many bytes came.</summary>
    private static async Task<long> ReadInDrops(NetworkStream stream, string key, NoticeBatch batch)
    {
        var request = $"GET /v1/notice-batches/{batch.Id}/pdf HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var drop = new byte[4096];
        var all = 0L;
        try
        {
            while (await stream.ReadAsync(drop) is > 0 and var count)
            {
                all += count;
                await Task.Delay(100);
            }
        }
        catch (IOException)
        {
            // The server has aborted the connection.
        }

        return all;
    }
}
