using Lecce.Riscossione.Api.ApiKeys;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Sqlite;
using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Seed;
using Microsoft.Data.SqlClient;
using NodaTime;

namespace Lecce.Riscossione.Bench.Scenes;

/// <summary>An installment that waits to be paid.</summary>
internal readonly record struct OpenNotice(string NoticeNumber, long AmountCents);

/// <summary>A database of its own with the municipality and, once filled, its tax roll; it goes away with its owner.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Municipality = "80008510754";

    private const string Department = "tributi";
    private const int Seed = 75_035;
    private const int DocumentsPerTransaction = 1_000;
    private const int MaxPayable = 66_000;
    private const int MaxDrops = 40;
    private static readonly TimeSpan BetweenDrops = TimeSpan.FromMilliseconds(250);

    // One queue for each installment of a document, so that receipts that come together pay different documents.
    private readonly Queue<OpenNotice>[] unpaid =
    [
        .. Enumerable.Range(0, TaxRoll.InstallmentsPerDocument).Select(_ => new Queue<OpenNotice>()),
    ];
    private readonly string folder = Directory.CreateTempSubdirectory("riscossione-bench-").FullName;

    private Scene(string? server)
    {
        Dialect = server is null
            ? new SqliteDialect(Path.Combine(folder, "riscossione.db"))
            : new SqlServerDialect(
                new SqlConnectionStringBuilder(server) { InitialCatalog = $"riscossione_bench_{Guid.NewGuid():N}" }.ToString()
            );
        Db = new Db(Dialect);
        Now = new StoredClock(SystemClock.Instance).GetCurrentInstant();
        Roll = new TaxRoll(Seed, Rome.DateOf(Now).PlusDays(60));
    }

    public Dialect Dialect { get; }

    public Db Db { get; }

    public Instant Now { get; }

    public TaxRoll Roll { get; }

    /// <summary>The data directory of the program that serves this database.</summary>
    public string Folder => folder;

    /// <summary>A key that may do everything.</summary>
    public string AdminKey { get; private set; } = "";

    /// <summary>Some of its notices, from all over the roll.</summary>
    public List<OpenNotice> Notices { get; } = [];

    /// <summary>Some of its debtors.</summary>
    public List<string> Debtors { get; } = [];

    /// <summary>Makes a database with schema, municipality and key, and fills it with the first documents of the roll.</summary>
    public static async Task<Scene> Make(BenchOptions options, int documents)
    {
        DapperTypes.Register();
        var scene = new Scene(options.Server);
        await using (await scene.Dialect.BeginSetup(CancellationToken.None))
        {
            DatabaseSetup.Migrate(scene.Dialect);
        }

        await DevelopmentSeed.FillWhenEmpty(scene.Db, scene.Now, CancellationToken.None);
        var admin = IssueApiKey.NewAdministrator("Misure");
        await IssueApiKey.Store(scene.Db, admin, scene.Now, CancellationToken.None);
        scene.AdminKey = admin.Text;
        await scene.Fill(documents);
        return scene;
    }

    /// <summary>Gives out unpaid installments, each once.</summary>
    public IEnumerable<OpenNotice> TakeUnpaid(int count)
    {
        for (; count > 0 && Array.Find(unpaid, queue => queue.Count > 0) is { } queue; count--)
        {
            yield return queue.Dequeue();
        }
    }

    /// <summary>Works out the rows of documents without storing them.</summary>
    public async Task<Composer> Composer() => await Scenes.Composer.Make(this, Department);

    public async ValueTask DisposeAsync()
    {
        await Dialect.DisposeAsync();
        if (Dialect.IsSqlServer)
        {
            await Drop();
        }
        else
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Composes on one thread while the batch before is being stored.</summary>
    private async Task Fill(int documents)
    {
        var composer = await Composer();
        var storing = Task.CompletedTask;
        foreach (var numbers in Enumerable.Range(0, documents).Chunk(DocumentsPerTransaction))
        {
            var batch = numbers.Select(number => composer.Compose(Roll.Document(number))).ToList();
            await storing;
            storing = Store(batch);
            Remember(batch, every: Math.Max(1, documents / 16_667));
            foreach (var document in batch.Where(_ => unpaid[0].Count < MaxPayable))
            {
                for (var ordinal = 0; ordinal < unpaid.Length; ordinal++)
                {
                    unpaid[ordinal].Enqueue(NoticeOf(document.Installments[ordinal]));
                }
            }
        }

        await storing;
    }

    private Task Store(IReadOnlyList<StoredDocument> batch) =>
        Db.Transact(sql => DocumentStore.Insert(sql, batch, []), CancellationToken.None);

    /// <summary>Of a large roll every n-th document only, so that as many are asked for as of a small one.</summary>
    private void Remember(IReadOnlyList<StoredDocument> batch, int every)
    {
        for (var index = 0; index < batch.Count; index += every)
        {
            Notices.Add(NoticeOf(batch[index].Installments[0]));
            Debtors.Add(batch[index].Row.DebtorFiscalCode.Value);
        }
    }

    private static OpenNotice NoticeOf(InstallmentRow installment) => new(installment.NoticeNumber!.Value.Value, installment.AmountCents);

    /// <summary>Drops the database. The server learns a moment later that a killed program has left it.</summary>
    private async Task Drop()
    {
        // Only its own pool: clearing the pool of another database would fail the callers that wait for a connection.
        await using var pooled = new SqlConnection(Dialect.ConnectionString);
        SqlConnection.ClearPool(pooled);
        var database = new SqlConnectionStringBuilder(Dialect.ConnectionString);
        var master = new SqlConnectionStringBuilder(Dialect.ConnectionString) { InitialCatalog = "master", Pooling = false };
        await using var connection = new SqlConnection(master.ToString());
        await connection.OpenAsync();
        await using var drop = new SqlCommand($"DROP DATABASE IF EXISTS [{database.InitialCatalog}]", connection);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await drop.ExecuteNonQueryAsync();
                return;
            }
            catch (SqlException) when (attempt < MaxDrops)
            {
                await Task.Delay(BetweenDrops);
            }
        }
    }
}
