using RingCx.Client.Http;
using RingCx.Reliability.Faults;

namespace RingCx.Reliability.Tests;

public sealed class FaultMatrixTests(MatrixFixture matrix) : IClassFixture<MatrixFixture>
{
    public static TheoryData<string> Cells => [.. FaultCell.All.Select(static c => c.ToString())];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_is_as_the_rules_say(string cell) => Assert.Empty(matrix.Results[cell].Violations);

    [Fact]
    public void Every_failure_of_the_retry_table_has_a_row() =>
        Assert.Empty(RetryTable.Rows.Keys.Except(FaultRow.All.Where(static r => r.Nature == FaultNature.Failure).Select(static r => r.Failure)));

    [Fact]
    public void Every_answer_has_a_row() =>
        Assert.Empty(Enum.GetValues<FaultNature>().Except(FaultRow.All.Select(static r => r.Nature)));
}
