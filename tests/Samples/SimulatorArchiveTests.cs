using Lecce.Riscossione.Samples.Simulator;
using Lecce.Riscossione.Samples.Simulator.Archive;
using Lecce.Riscossione.Samples.Simulator.Node;
using NodaTime;
using NodaTime.Testing;
using Psp = Lecce.Riscossione.Tests.Host.Psp;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The simulator's archive of notices: what it keeps and what it refuses.</summary>
public sealed class SimulatorArchiveTests
{
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 11, 0));
    private readonly NoticeArchive archive;

    public SimulatorArchiveTests() => archive = new NoticeArchive(new SimulatorClock(clock, start: null));

    [Fact]
    public void An_ended_position_and_its_numbers_are_never_used_again()
    {
        var position = Position("IUPD1", Part("301000000000000001", 1_000));
        Assert.Equal(201, archive.Create(Psp.Lecce, position, isPublished: true).Status);
        Assert.Equal(200, archive.Invalidate(Psp.Lecce, "IUPD1").Status);

        Assert.Equal(409, archive.Replace(Psp.Lecce, "IUPD1", position, isPublished: true).Status);
        Assert.Equal(409, archive.Create(Psp.Lecce, position, isPublished: true).Status);
        Assert.Equal(409, archive.Create(Psp.Lecce, position with { Iupd = "IUPD2" }, isPublished: true).Status);
        Assert.Null(archive.StandIn(new Notice(Psp.Lecce, "301000000000000001")));
    }

    [Fact]
    public void A_position_that_switches_to_expired_ends_after_its_last_due_date()
    {
        archive.Create(Psp.Lecce, Position("IUPD1", Part("301000000000000001", 1_000)) with { SwitchToExpired = true }, isPublished: true);
        clock.Reset(Instant.FromUtc(2026, 12, 16, 22, 59, 59));
        Assert.NotNull(archive.StandIn(new Notice(Psp.Lecce, "301000000000000001")));

        clock.AdvanceSeconds(1);

        Assert.Null(archive.StandIn(new Notice(Psp.Lecce, "301000000000000001")));
        Assert.Equal("EXPIRED", archive.Read(Psp.Lecce, "IUPD1").Position!.Status);
    }

    [Fact]
    public void Once_a_part_is_paid_only_the_other_parts_are_payable_and_nothing_is_replaced()
    {
        var whole = Part("301000000000000001", 2_000) with { IsPartialPayment = false };
        var position = Position("IUPD1", whole, Part("301000000000000002", 1_000), Part("301000000000000003", 1_000));
        archive.Create(Psp.Lecce, position, isPublished: true);

        Assert.Equal(200, archive.MarkPaid(Psp.Lecce, "301000000000000002").Status);

        Assert.Equal(409, archive.MarkPaid(Psp.Lecce, "301000000000000002").Status);
        Assert.Equal(422, archive.MarkPaid(Psp.Lecce, "301000000000000001").Status);
        Assert.Equal(409, archive.Replace(Psp.Lecce, "IUPD1", position, isPublished: false).Status);
        archive.NotePayment(new Notice(Psp.Lecce, "301000000000000003"));
        Assert.Equal("PAID", archive.Read(Psp.Lecce, "IUPD1").Position!.Status);
    }

    [Fact]
    public void Dates_that_have_passed_and_sums_that_do_not_add_up_are_refused()
    {
        var position = Position("IUPD1", Part("301000000000000001", 1_000));

        Assert.Equal(400, archive.Create(Psp.Lecce, position with { ValidityDate = "2026-11-23T10:59:59Z" }, isPublished: true).Status);
        Assert.Equal(
            400,
            archive
                .Create(
                    Psp.Lecce,
                    position with
                    {
                        PaymentOption = [position.PaymentOption[0] with { DueDate = "2026-11-22T23:00:00Z" }],
                    },
                    isPublished: true
                )
                .Status
        );
        Assert.Equal(
            400,
            archive
                .Create(Psp.Lecce, position with { PaymentOption = [position.PaymentOption[0] with { Amount = 999 }] }, isPublished: true)
                .Status
        );
        Assert.Equal(404, archive.Read(Psp.Lecce, "IUPD1").Status);
    }

    private static ArchivePosition Position(string iupd, params ArchiveOption[] options) =>
        new(iupd, "F", "RSSMRA45C12F205C", "Mario Rossi", "Comune di Lecce", SwitchToExpired: false, options);

    private static ArchiveOption Part(string nav, long amount) =>
        new(
            nav,
            nav[1..],
            amount,
            "Rata",
            IsPartialPayment: true,
            "2026-12-16T22:59:59Z",
            [new ArchiveTransfer("1", amount, "/RFB/1/1.00", "9/0101101IM/", Iban: "IT60X0542811101000000123456")]
        );
}
