using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// One request with an <c>Idempotency-Key</c>. The database stores hashes of the key and of the request, and the response encrypted (AES-256-GCM).
/// The encryption key derives from the master secret and the client's key, so a copy of the database with the master secret does not reveal the
/// response.
/// </summary>
/// <param name="name">Identifies the request by client, operation and key.</param>
/// <param name="requestHash">The hash of path, query and body.</param>
/// <param name="sealingKey">32 bytes, derived from the master secret for this purpose.</param>
/// <param name="services">Resolves the writers of results.</param>
/// <param name="clock">Dates stored responses.</param>
internal sealed class IdempotentRequest(string name, byte[] requestHash, byte[] sealingKey, IServiceProvider services, IClock clock)
{
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] keyHash = SHA256.HashData(Encoding.UTF8.GetBytes(name));

    /// <summary>Identifies the request among those in progress in this process.</summary>
    public string Handle { get; } = name;

    /// <summary>The stored response to this request; null when it is new.</summary>
    /// <exception cref="Refusal"><see cref="Codes.IdempotencyKeyReused"/>: the key came with another request.</exception>
    public async Task<KeptAnswer?> FindAnswer(Sql sql)
    {
        var row = await sql.Row<AnswerRow>("SELECT RequestHash, Answer FROM IdempotentAnswers WHERE KeyHash = @keyHash", new { keyHash });
        if (row is null)
        {
            return null;
        }

        return row.RequestHash.AsSpan().SequenceEqual(requestHash)
            ? KeptAnswer.FromBytes(Open(row.Answer))
            : throw new Refusal(
                Codes.IdempotencyKeyReused,
                "Questa Idempotency-Key è già servita per una richiesta diversa: per una nuova richiesta usare una chiave nuova."
            );
    }

    /// <summary>Stores the response in the transaction of its effect.</summary>
    /// <exception cref="UniqueViolation">Another instance stored a response for the same key.</exception>
    public async Task Keep(Sql sql, IResult result)
    {
        var answer = await KeptAnswer.Of(result, services);
        await sql.Execute(
            """
            INSERT INTO IdempotentAnswers (KeyHash, RequestHash, Answer, StoredAt)
            VALUES (@keyHash, @requestHash, @answer, @now)
            """,
            new
            {
                keyHash,
                requestHash,
                answer = Seal(answer.ToBytes()),
                now = clock.GetCurrentInstant(),
            }
        );
    }

    private byte[] Seal(byte[] plain)
    {
        var protectedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = protectedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher();
        aes.Encrypt(nonce, plain, protectedBytes.AsSpan(NonceBytes + TagBytes), protectedBytes.AsSpan(NonceBytes, TagBytes));
        return protectedBytes;
    }

    private byte[] Open(byte[] stored)
    {
        var plain = new byte[stored.Length - NonceBytes - TagBytes];
        using var aes = Cipher();
        aes.Decrypt(stored.AsSpan(0, NonceBytes), stored.AsSpan(NonceBytes + TagBytes), stored.AsSpan(NonceBytes, TagBytes), plain);
        return plain;
    }

    private AesGcm Cipher() => new(HMACSHA256.HashData(sealingKey, Encoding.UTF8.GetBytes(Handle)), TagBytes);

    private sealed record AnswerRow
    {
        public byte[] RequestHash { get; init; } = [];
        public byte[] Answer { get; init; } = [];
    }
}
