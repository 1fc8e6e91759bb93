"""The articles, for everybody; the questions, for the staff of a practice."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe

from pebblepath.apps.learn import actions
from pebblepath.apps.learn.forms import AnswerForm, QuestionForm
from pebblepath.apps.learn.models import Question
from pebblepath.apps.people.access import person_page
from pebblepath.apps.people.models import User
from pebblepath.library import load_library


def articles(request: HttpRequest) -> HttpResponse:
    """All articles."""
    return render(request, "learn/articles.html", {"articles": load_library().articles.values()})


def article(request: HttpRequest, article: str) -> HttpResponse:
    """One article, what is similar to it, and the questions that were answered."""
    from pebblepath.library.finding import similar

    library = load_library()
    found = library.articles.get(article)
    if found is None:
        raise Http404
    form = QuestionForm(request.POST or None, instance=Question(article=article))
    if request.method == "POST" and form.is_valid():
        actions.ask(form.save(commit=False))
        messages.success(request, "Thank you. Your question waits until somebody of the practice answers it.")
        return redirect("article", article)
    context = {
        "article": found,
        "text": _html(found.text),
        "similar": similar(found, list(library.articles.values()))[:3],
        "answered": Question.objects.filter(article=article, answered_at__isnull=False, put_away_at=None),
        "form": form,
    }
    return render(request, "learn/article.html", context, status=400 if form.errors else 200)


def _html(markdown: str) -> SafeString:
    """Our own articles as HTML; anything that looks like HTML in them stays text."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark", {"html": False}).render(markdown)
    return mark_safe(made)


@person_page
def questions(request: HttpRequest, user: User) -> HttpResponse:
    """Questions that wait for an answer, for the staff."""
    _only_staff(user)
    waiting = Question.objects.filter(answered_at=None, put_away_at=None)
    names = {card.id: card.name for card in load_library().articles.values()}
    context = {"waiting": [(question, names.get(question.article, "")) for question in waiting]}
    return render(request, "learn/questions.html", context)


@person_page
def answer(request: HttpRequest, user: User, question: int) -> HttpResponse:
    """Answer one, or put it away."""
    _only_staff(user)
    found = get_object_or_404(Question, pk=question, answered_at=None, put_away_at=None)
    form = AnswerForm(request.POST or None)
    if "put_away" in request.POST:
        actions.put_away(user, found)
        return redirect("questions")
    if request.method == "POST" and form.is_valid():
        actions.answer(user, found, form.cleaned_data["answer"])
        messages.success(request, "The answer stands below the article now.")
        return redirect("questions")
    status = 400 if form.errors else 200
    return render(request, "learn/answer.html", {"question": found, "form": form}, status=status)


def _only_staff(user: User) -> None:
    if not user.is_staff_somewhere():
        raise Http404
