using RingCx.Client.Csv;

namespace RingCx.Client.Tests.Csv;

public sealed class CsvFileTests
{
    private const string Uii = "202005081040440132050000019657";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    [Fact]
    public void Reads_what_a_spreadsheet_saves()
    {
        // A mark, a sep= line, semicolons, CRLF, a line break and the delimiter in a cell, an empty line and one of empty cells.
        var text = $"\uFEFFsep=;\r\nUii; Disposition ;Notes\r\n{Uii};SALE;\"one; \"\"two\"\"\r\nthree\"\r\n\r\n;;\r\nA2; NO SALE ;\r\n";
        var file = Parse(text, "Uii", "Disposition");
        Assert.Empty(file.Problems);
        Assert.Equal(["Uii", "Disposition", "Notes"], file.Columns);
        Assert.Equal([3, 7], file.Rows.Select(row => row.Line));
        Assert.Equal([Uii, "SALE", "one; \"two\"\r\nthree"], file.Rows[0].Cells);
        Assert.Equal(["A2", "NO SALE", ""], file.Rows[1].Cells);
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("\"a\";\"b\"\n1;2")]
    [InlineData("a,b\r1,2\r")]
    [InlineData("#TYPE System.Object\r\n\"a\",\"b\"\r\n\"1\",\"2\"\r\n")]
    [InlineData("SEP=|\na|b\n1|2\n")]
    [InlineData("\n\na,b,\n1,2,\n")]
    public void Finds_what_stands_between_cells(string text)
    {
        var file = Parse(text);
        Assert.Empty(file.Problems);
        Assert.Equal(["a", "b"], file.Columns);
        Assert.Equal(["1", "2"], Assert.Single(file.Rows).Cells);
    }

    [Fact]
    public void Takes_a_comma_in_a_quoted_name_for_no_delimiter()
    {
        var file = Parse("\"Name, first\";\"Name, last\"\nAnn;Lee\n");
        Assert.Equal(["Name, first", "Name, last"], file.Columns);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Knows_an_encoding_by_its_mark_whatever_is_given(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("Uii,Disposition\nA1,Müller\n")];
        var file = CsvFile.Parse(bytes, new CsvOptions { Encoding = Encoding.Latin1 });
        Assert.Empty(file.Problems);
        Assert.Equal("Müller", file.Rows[0].Cells[1]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,M\u00FCller\n4,5\n", 3)]
    [InlineData("\u00E9,b\n1,2\n", 1)]
    [InlineData("a,b\r\n1,2\r\n3,caf\u00E9", 3)]
    [InlineData("a,b\r1,2\r3,caf\u00E9\r", 3)]
    public void Refuses_bytes_that_are_not_of_the_encoding_with_their_line(string text, int line)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var problem = Assert.Single(CsvFile.Parse(bytes, new CsvOptions()).Problems);
        Assert.Equal(line, problem.Line);
        Assert.Contains("-Encoding", problem.Text, StringComparison.Ordinal);
        Assert.Empty(CsvFile.Parse(bytes, new CsvOptions { Encoding = Encoding.Latin1 }).Problems);
    }

    [Fact]
    public void Refuses_UTF_16_without_its_mark()
    {
        var problem = Assert.Single(CsvFile.Parse(Encoding.Unicode.GetBytes("a,b\n1,2\n"), new CsvOptions()).Problems);
        Assert.Contains("-Encoding Unicode", problem.Text, StringComparison.Ordinal);
        Assert.Empty(CsvFile.Parse(Encoding.Unicode.GetBytes("a,b\n1,2\n"), new CsvOptions { Encoding = Encoding.Unicode }).Problems);
    }

    [Fact]
    public void Refuses_a_workbook() =>
        Assert.Contains("workbook", Assert.Single(CsvFile.Parse([0x50, 0x4B, 3, 4, 20, 0], new CsvOptions()).Problems).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n \n", 0)]
    [InlineData("a,b\n1,2\n3,\"open\n4,5\n", 3)]
    [InlineData("a,b\n1,\"he\"x\n4,5\n", 2)]
    [InlineData("a,b\n\"x\ny\",2\n1,2,3\n", 4)]
    [InlineData("a,,b\n1,2,3\n", 1)]
    [InlineData("a,b,A\n1,2,3\n", 1)]
    [InlineData("a,Line\n1,2\n", 1)]
    [InlineData("\"a,b\n1,2\n", 1)]
    public void Refuses_what_is_no_table(string text, int line)
    {
        var problem = Assert.Single(CsvFile.Parse(Utf8.GetBytes(text), new CsvOptions { Reserved = ["Line"] }).Problems);
        Assert.Equal(line, problem.Line);
    }

    [Fact]
    public void Names_every_wrong_line_in_one_pass()
    {
        var text = "Uii,Result,Phone\n2.02005E+29,SALE,+16505550123\nA2,,16505550123\n1,2,3,4\nA5,\"x,1\nA6,SALE,#NAME?\nA7,SALE,\nA6,SALE,\n";
        var file = CsvFile.Parse(Utf8.GetBytes(text), new CsvOptions { Required = ["uii", "RESULT"], Unique = ["Uii", "not there"] });
        Assert.Equal([2, 3, 3, 4, 5, 6, 8], file.Problems.Select(problem => problem.Line));
        Assert.DoesNotContain(file.Problems, problem => problem.Text.Contains("0123", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_the_columns_that_are_missing_and_those_that_are_there()
    {
        var problem = Assert.Single(Parse("CallId;Result\n1;2\n", "Uii", "Disposition").Problems);
        Assert.Equal(1, problem.Line);
        Assert.Contains("Uii, Disposition, but: CallId, Result", problem.Text, StringComparison.Ordinal);
    }

    // What spreadsheets make of ids, numbers and times, in the columns of each kind.
    [Theory]
    [InlineData("Uii", "2.02005E+29")]
    [InlineData("Uii", "2,02005E+29")]
    [InlineData("Uii", "202005081040440000000000000000")]
    [InlineData("AccountId", "12440011.0")]
    [InlineData("CallId", "1E+05")]
    [InlineData("Phone", "6.50555E+09")]
    [InlineData("Phone", "6e9")]
    [InlineData("Destination", "6505550123.0")]
    [InlineData("phone number", "6505550123,00")]
    [InlineData("CallerId", "#######")]
    [InlineData("CallbackTime", "46352.604")]
    [InlineData("CallbackTime", "46352")]
    [InlineData("call-back date", "#VALUE!")]
    [InlineData("Result", "6505550123.0")]
    [InlineData("Result", "1.5E+10")]
    public void Refuses_what_a_spreadsheet_has_rewritten(string column, string cell)
    {
        var problem = Assert.Single(CsvFile.Parse(Utf8.GetBytes($"{column};x\n\"{cell}\";1\n"), new CsvOptions()).Problems);
        Assert.Equal(2, problem.Line);
        Assert.StartsWith(column, problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Uii", Uii)]
    [InlineData("ExternalId", "12E5")]
    [InlineData("ExternalId", "CRM-1001")]
    [InlineData("AccountId", "12440011")]
    [InlineData("Phone", "(650) 555-0123")]
    [InlineData("Phone", "650.555.0123")]
    [InlineData("Phone", "16505550123")]
    [InlineData("CallbackTime", "2026-12-24 14:30")]
    [InlineData("Notes", "6.50555E+09")]
    [InlineData("Notes", "1.0")]
    [InlineData("Result", "1E5")]
    [InlineData("Result", "2.0")]
    [InlineData("Result", "46352")]
    public void Takes_what_may_be_as_it_was_written(string column, string cell) =>
        Assert.Empty(CsvFile.Parse(Utf8.GetBytes($"{column};x\n\"{cell}\";1\n"), new CsvOptions()).Problems);

    [Fact]
    public void Reads_a_file_that_a_spreadsheet_has_open()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "a,b\n1,2\n");
            using var open = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            Assert.Single(CsvFile.Read(path, new CsvOptions()).Rows);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Reads_a_cell_longer_than_any_buffer_and_a_hundred_thousand_rows()
    {
        var text = new StringBuilder("a,b\n\"").Append('x', 2_000_000).Append("\",1\n");
        for (var i = 0; i < 100_000; i++)
            text.Append(i).Append(",2\n");

        var file = Parse(text.ToString());
        Assert.Empty(file.Problems);
        Assert.Equal(100_001, file.Rows.Count);
        Assert.Equal(2_000_000, file.Rows[0].Cells[0].Length);
        Assert.Equal(100_002, file.Rows[100_000].Line);
    }

    private static CsvFile Parse(string text, params string[] required) => CsvFile.Parse(Utf8.GetBytes(text), new CsvOptions { Required = required });
}
