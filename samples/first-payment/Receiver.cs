using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Samples.FirstPayment;

/// <summary>The department's system: listens on loopback and believes a webhook only when its signature is valid.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<WebhookEvent> events = Channel.CreateUnbounded<WebhookEvent>();
    private readonly HttpListener listener = new();
    private Task listening = Task.CompletedTask;

    private Receiver(string url)
    {
        Url = url;
        listener.Prefixes.Add(url);
        listener.Start();
    }

    /// <summary>Where webhooks are to be sent.</summary>
    public string Url { get; }

    public static Receiver Start() => new($"http://127.0.0.1:{FreePort()}/webhook/");

    /// <summary>Answers webhooks from now on, and believes those signed with the secret that the API gave at registration.</summary>
    public void Trust(string secret) => listening = Listen(new WebhookVerifier(secret));

    /// <summary>Waits for the next event whose signature is valid.</summary>
    public async Task<WebhookEvent> Next()
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            return await events.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new NotAsToldException($"in {Patience.TotalSeconds} secondi non è arrivato un webhook con la firma valida");
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await listening;
    }

    private async Task Listen(WebhookVerifier verifier)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            context.Response.StatusCode = (int)await Take(context.Request, verifier);
            context.Response.Close();
        }
    }

    private async Task<HttpStatusCode> Take(HttpListenerRequest request, WebhookVerifier verifier)
    {
        // The signature covers the body's bytes as they came.
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        try
        {
            events.Writer.TryWrite(verifier.Verify(name => request.Headers[name], body.ToArray()));
            return HttpStatusCode.NoContent;
        }
        catch (WebhookRefusedException)
        {
            return HttpStatusCode.BadRequest;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
