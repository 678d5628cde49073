using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// A stand-in for SQL Server that answers every log-in, or every statement, with one error, like a server whose database is restored, moved
/// or read-only. It speaks only the necessary TDS (MS-TDS 2.2.6.5, 2.2.7).
/// </summary>
internal sealed class RefusingSqlServer : IDisposable
{
    private const byte Reply = 0x04;
    private const byte LogIn = 0x10;
    private const byte PreLogIn = 0x12;
    private const byte LastPacket = 0x01;
    private const int HeaderBytes = 8;

    // Version 16.0, encryption not supported, no further options.
    private static readonly byte[] PreLogInAnswer = [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0x03, 0xE8, 0, 0, 2];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int number;
    private readonly bool atLogIn;

    /// <param name="number">The error's number.</param>
    /// <param name="atLogIn">True to fail log-ins, false to fail statements.</param>
    public RefusingSqlServer(int number, bool atLogIn)
    {
        (this.number, this.atLogIn) = (number, atLogIn);
        listener.Start();
        _ = Listen();
    }

    /// <summary>The number of log-ins.</summary>
    public int LogIns { get; private set; }

    public string ConnectionString =>
        new SqlConnectionStringBuilder
        {
            DataSource = $"tcp:{listener.LocalEndpoint}"
                .Replace(":", ",", StringComparison.Ordinal)
                .Replace("tcp,", "tcp:", StringComparison.Ordinal),
            UserID = "prova",
            Password = "prova",
            InitialCatalog = "riscossione",
            Encrypt = SqlConnectionEncryptOption.Optional,
            Pooling = false,
            ConnectRetryCount = 0,
        }.ToString();

    public void Dispose() => listener.Dispose();

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                _ = Serve(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException) { }
    }

    private async Task Serve(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            while (await ReadMessage(stream) is { } kind)
            {
                LogIns += kind == LogIn ? 1 : 0;
                await stream.WriteAsync(
                    Packet(
                        kind switch
                        {
                            PreLogIn => PreLogInAnswer,
                            LogIn when !atLogIn => [.. LogInAccepted(), .. Done(0)],
                            _ => [.. Error(), .. Done(2)],
                        }
                    )
                );
            }
        }
        catch (IOException)
        {
            // The driver closed the connection.
        }
    }

    /// <summary>Reads a message; returns its type, or null when the connection is closed.</summary>
    private static async Task<byte?> ReadMessage(NetworkStream stream)
    {
        var header = new byte[HeaderBytes];
        do
        {
            if (await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            {
                return null;
            }

            await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderBytes]);
        } while ((header[1] & LastPacket) == 0);

        return header[0];
    }

    private static byte[] Packet(byte[] payload)
    {
        var packet = new byte[HeaderBytes + payload.Length];
        (packet[0], packet[1], packet[6]) = (Reply, LastPacket, 1);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        payload.CopyTo(packet, HeaderBytes);
        return packet;
    }

    private static byte[] LogInAccepted()
    {
        var name = Encoding.Unicode.GetBytes("Prova");
        return Token(0xAD, [1, 0x74, 0, 0, 4, (byte)(name.Length / 2), .. name, 16, 0, 0x03, 0xE8]);
    }

    private byte[] Error()
    {
        var text = Encoding.Unicode.GetBytes("Refused for the test.");
        const byte state = 1;
        const byte severity = 14;
        return Token(0xAA, [.. LittleEndian(number), state, severity, (byte)(text.Length / 2), 0, .. text, 0, 0, .. LittleEndian(1)]);
    }

    private static byte[] Done(byte status) => [0xFD, status, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Token(byte kind, byte[] content) => [kind, (byte)content.Length, (byte)(content.Length >> 8), .. content];

    private static byte[] LittleEndian(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
