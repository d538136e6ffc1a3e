namespace RingCx.Client.Tests.Support;

/// <summary>Answers in their order; the last one goes on for ever.</summary>
internal sealed class AnswerScript(params ScriptedAnswer[] answers)
{
    private readonly Queue<ScriptedAnswer> _answers = new(answers);

    public ScriptedAnswer Next(RecordedRequest request)
    {
        lock (_answers)
        {
            return _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        }
    }
}
