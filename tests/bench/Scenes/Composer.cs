using System.Security.Cryptography;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Bench.Scenes;

/// <summary>Makes the rows of issued documents exactly as the program does, with notice numbers of a cipher of its own.</summary>
internal sealed class Composer
{
    private readonly Creditor creditor;
    private readonly Instant now;
    private readonly NoticeNumberCipher cipher = new(RandomNumberGenerator.GetBytes(32));
    private long counter;

    private Composer(Creditor creditor, Instant now)
    {
        this.creditor = creditor;
        this.now = now;
    }

    public static async Task<Composer> Make(Scene scene, string department)
    {
        var everyone = new Caller("bench", Organization: null, DepartmentId: null, new HashSet<string>(StringComparer.Ordinal));
        var first = scene.Roll.Document(0) with { Organization = Scene.Municipality, Department = department };
        return new Composer(await Creditor.Find(scene.Db, everyone, first, CancellationToken.None), scene.Now);
    }

    public StoredDocument Compose(IssuePaymentDocumentRequest request)
    {
        var plan = DocumentPlan.Of(request, creditor.Context(Rome.DateOf(now)));
        var numbers = Enumerable.Range(0, TaxRoll.InstallmentsPerDocument).Select(_ => Next()).ToList();
        return NewDocument.Of(request, plan, creditor, now).Compose(numbers, "bench");
    }

    private NoticeNumber Next() => NoticeNumber.Compose(creditor.Tenant.SegregationCode, cipher.Encipher(counter++));
}
